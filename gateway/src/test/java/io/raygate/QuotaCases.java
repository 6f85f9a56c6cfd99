package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.limit.Charge;
import io.raygate.limit.Period;
import io.raygate.limit.Quota;
import io.raygate.limit.Subject;
import io.raygate.store.StoreSettings;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is used of quotas outlives a gateway, and counts at all on one store. */
abstract class QuotaCases {
    static final ZoneId UTC = ZoneId.of("UTC");
    static final Quota MONTH = new Quota(100, Period.MONTH, UTC);
    private static final Quota DAY = new Quota(100, Period.DAY, UTC);
    private static final Subject ACME = Subject.tenant("acme");

    private QuotaGateways gateways;

    abstract StoreSettings settings();

    @BeforeEach
    void open() {
        gateways = new QuotaGateways(settings());
    }

    @AfterEach
    void close() {
        gateways.close();
    }

    @Test
    void whatWasUsedIsUsedAfterARestart() {
        QuotaGateways.Run run = gateways.run();
        assertThat(run.pass(ACME, MONTH, 60)).isEqualTo(60);
        assertThat(run.pass(Subject.key("k"), MONTH, 1)).isEqualTo(1);
        assertThat(run.pass(Subject.route("r", "acme"), MONTH, 2)).isEqualTo(2);
        run.keeper.close();
        QuotaGateways.Run next = gateways.run();
        assertThat(next.left(ACME, MONTH)).isEqualTo(40);
        assertThat(next.left(Subject.key("k"), MONTH)).isEqualTo(99);
        assertThat(next.left(Subject.route("r", "acme"), MONTH)).isEqualTo(98);
        assertThat(next.left(Subject.route("r", "globex"), MONTH)).isEqualTo(100);
        assertThat(next.pass(ACME, MONTH, 60)).isEqualTo(40);
    }

    @Test
    void whatAKilledGatewayHadWrittenIsUsed() {
        QuotaGateways.Run run = gateways.run();
        run.pass(ACME, MONTH, 60);
        run.keeper.round();
        run.pass(ACME, MONTH, 3);
        assertThat(gateways.run().left(ACME, MONTH)).isEqualTo(40);
    }

    @Test
    void gatewaysCountTogether() {
        QuotaGateways.Run one = gateways.run();
        QuotaGateways.Run two = gateways.run();
        one.pass(ACME, MONTH, 30);
        two.pass(ACME, MONTH, 50);
        one.keeper.round();
        two.keeper.round();
        one.keeper.round();
        assertThat(one.left(ACME, MONTH)).isEqualTo(20);
        assertThat(two.left(ACME, MONTH)).isEqualTo(20);
        assertThat(two.pass(ACME, MONTH, 30)).isEqualTo(20);
        two.keeper.round();
        one.keeper.round();
        assertThat(one.begin(ACME, MONTH)).isEmpty();
    }

    @Test
    void whatIsGivenBackIsGivenBackToAll() {
        QuotaGateways.Run one = gateways.run();
        QuotaGateways.Run two = gateways.run();
        Charge charge = one.begin(ACME, MONTH).getFirst();
        one.keeper.round();
        two.keeper.round();
        assertThat(two.left(ACME, MONTH)).isEqualTo(99);
        one.giveBack(charge);
        one.keeper.round();
        two.keeper.round();
        assertThat(two.left(ACME, MONTH)).isEqualTo(100);
    }

    @Test
    void theNextWindowBeginsWithNothing() {
        QuotaGateways.Run one = gateways.run();
        one.pass(ACME, DAY, 70);
        one.keeper.round();
        QuotaGateways.Run two = gateways.run();
        assertThat(two.left(ACME, DAY)).isEqualTo(30);
        gateways.clock.advance(Duration.ofHours(12));
        assertThat(two.left(ACME, DAY)).isEqualTo(100);
        two.pass(ACME, DAY, 1);
        two.keeper.round();
        one.keeper.round();
        assertThat(one.left(ACME, DAY)).isEqualTo(99);
        assertThat(gateways.run().left(ACME, DAY)).isEqualTo(99);
    }

    /** Another amount, another period and another zone, before and while gateways run. */
    @Test
    void anotherQuotaKeepsWhatWasUsed() {
        QuotaGateways.Run one = gateways.run();
        QuotaGateways.Run two = gateways.run();
        one.pass(ACME, DAY, 30);
        two.pass(ACME, DAY, 20);
        one.keeper.round();
        two.keeper.round();
        one.keeper.round();
        Quota tokyo = new Quota(80, Period.MONTH, ZoneId.of("Asia/Tokyo"));
        assertThat(one.left(ACME, tokyo)).isEqualTo(30);
        assertThat(gateways.run().left(ACME, tokyo)).isEqualTo(30);
        assertThat(two.left(ACME, tokyo)).isEqualTo(30);
        one.keeper.round();
        gateways.clock.advance(Duration.ofDays(1));
        assertThat(gateways.run().left(ACME, tokyo)).isEqualTo(30);
        one.keeper.round();
        assertThat(one.left(ACME, tokyo)).isEqualTo(30);
    }

    @Test
    void whoIsForgottenForAWhileKeepsWhatWasUsed() {
        QuotaGateways.Run run = gateways.run();
        run.pass(ACME, MONTH, 60);
        gateways.clock.advance(Duration.ofMinutes(1));
        run.pass(Subject.tenant("globex"), MONTH, 1);
        assertThat(run.book.size()).isEqualTo(1);
        assertThat(run.left(ACME, MONTH)).isEqualTo(40);
        gateways.clock.advance(Duration.ofDays(7));
        run.pass(Subject.tenant("initech"), MONTH, 1);
        run.keeper.round();
        gateways.clock.advance(Duration.ofMinutes(1));
        run.keeper.round();
        assertThat(run.ledger.keepQuotas().size()).isEqualTo(1);
    }

    @Test
    void addressesAreNotKept() {
        QuotaGateways.Run run = gateways.run();
        run.pass(Subject.address("r", "192.0.2.1"), MONTH, 1);
        run.keeper.close();
        assertThat(run.ledger.keepQuotas().size()).isZero();
    }

    @Test
    void whatADeletedTenantHasUsedGoesWithIt() {
        gateways.tenant("acme");
        QuotaGateways.Run run = gateways.run();
        run.pass(ACME, MONTH, 60);
        run.pass(Subject.route("r", "acme"), MONTH, 60);
        run.pass(Subject.tenant("acme2"), MONTH, 60);
        run.keeper.close();
        gateways.delete("acme");
        QuotaGateways.Run next = gateways.run();
        assertThat(next.left(ACME, MONTH)).isEqualTo(100);
        assertThat(next.left(Subject.route("r", "acme"), MONTH)).isEqualTo(100);
        assertThat(next.left(Subject.tenant("acme2"), MONTH)).isEqualTo(40);
    }

    /** Those that are over are added up; one that was only frozen counts nothing twice. */
    @Test
    void whoWasTakenForEndedGoesOnWithTheRest() {
        QuotaGateways.Run frozen = gateways.run();
        QuotaGateways.Run other = gateways.run();
        frozen.pass(ACME, MONTH, 30);
        frozen.keeper.round();
        frozen.pass(ACME, MONTH, 5);
        other.pass(ACME, MONTH, 10);
        other.keeper.round();
        gateways.clock.advance(Duration.ofHours(2));
        other.keeper.round();
        other.keeper.round();
        assertThat(other.left(ACME, MONTH)).isEqualTo(60);
        frozen.keeper.round();
        assertThat(frozen.left(ACME, MONTH)).isEqualTo(55);
        frozen.keeper.round();
        other.keeper.round();
        assertThat(other.left(ACME, MONTH)).isEqualTo(55);
        assertThat(gateways.run().left(ACME, MONTH)).isEqualTo(55);
    }

    @Test
    void anotherQuotaKeepsWhatThoseThatAreOverHaveUsed() {
        QuotaGateways.Run gone = gateways.run();
        gone.pass(ACME, MONTH, 30);
        gone.keeper.close();
        gateways.clock.advance(Duration.ofHours(2));
        QuotaGateways.Run run = gateways.run();
        run.pass(ACME, MONTH, 1);
        run.keeper.round();
        run.keeper.round();
        Quota tokyo = new Quota(50, Period.MONTH, ZoneId.of("Asia/Tokyo"));
        assertThat(run.left(ACME, tokyo)).isEqualTo(19);
        run.keeper.round();
        assertThat(gateways.run().left(ACME, tokyo)).isEqualTo(19);
    }

    /**
     * What is back is what those had used that are gone; those that run know what they have used.
     */
    @Test
    void aRestoreTakesNothingBackOfWhatThoseHaveUsedThatRun() {
        QuotaGateways.Run gone = gateways.run();
        gone.pass(ACME, MONTH, 5);
        gone.keeper.close();
        QuotaGateways.Run one = gateways.run();
        QuotaGateways.Run two = gateways.run();
        one.pass(ACME, MONTH, 20);
        one.keeper.round();
        byte[] backup = gateways.backup();
        one.pass(ACME, MONTH, 10);
        one.keeper.round();
        two.keeper.round();
        assertThat(two.left(ACME, MONTH)).isEqualTo(65);
        gateways.restore(backup);
        one.keeper.round();
        two.keeper.round();
        assertThat(one.left(ACME, MONTH)).isEqualTo(65);
        assertThat(two.left(ACME, MONTH)).isEqualTo(65);
        assertThat(gateways.run().left(ACME, MONTH)).isEqualTo(65);
    }

    @Test
    void aModelHasItsOwnQuotaAndItStaysItsOwn() {
        QuotaGateways.Run run = gateways.run();
        run.pass(ACME, MONTH, 20);
        run.keeper.close();
        assertThat(gateways.run().left(ACME, MONTH, "llama")).isEqualTo(100);
    }

    /**
     * What was needed beyond a quota is made up for in the next window, by whoever is there then.
     */
    @Test
    void whatIsOwedIsMadeUpForAfterARestart() {
        QuotaGateways.Run run = gateways.run();
        run.settle(ACME, DAY, 130);
        assertThat(run.leftTokens(ACME, DAY)).isZero();
        run.keeper.close();
        gateways.clock.advance(Duration.ofHours(13));
        QuotaGateways.Run next = gateways.run();
        assertThat(next.leftTokens(ACME, DAY)).isEqualTo(70);
        gateways.clock.advance(Duration.ofDays(1));
        assertThat(next.leftTokens(ACME, DAY)).isEqualTo(100);
    }
}
