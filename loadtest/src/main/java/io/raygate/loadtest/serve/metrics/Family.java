package io.raygate.loadtest.serve.metrics;

/** One metric family with its full name. */
record Family(String name, Type type, String help) {

    /** The type a scrape tells. */
    enum Type {
        GAUGE("gauge"),
        COUNTER("counter"),
        HISTOGRAM("histogram");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    static Family gauge(String name, String help) {
        return new Family(name, Type.GAUGE, help);
    }

    static Family counter(String name, String help) {
        return new Family(name, Type.COUNTER, help);
    }

    static Family histogram(String name, String help) {
        return new Family(name, Type.HISTOGRAM, help);
    }

    /** The two lines before its series. */
    String head() {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type.text + "\n";
    }
}
