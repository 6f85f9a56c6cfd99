package io.raygate.cli;

/** Asks whoever sits before the terminal before what cannot be undone. */
public record Confirmation(Surroundings around) {

    /**
     * Returns where it may go on.
     *
     * @param what of which it is said that it cannot be undone
     * @throws CommandFailure if it may not, or nobody can be asked
     */
    public void of(String what) {
        Operator operator = around.operator().get();
        if (operator == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, what + " cannot be undone and nobody can be asked: add --yes");
        }
        String answer = operator.answer(what + " cannot be undone. Go on? [y/N] ");
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new CommandFailure(ExitCode.FAILED, "nothing was done");
        }
    }
}
