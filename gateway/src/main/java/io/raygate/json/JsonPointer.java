package io.raygate.json;

/** Pointers into a document (RFC 6901). */
public final class JsonPointer {
    private JsonPointer() {}

    /** One step, to the member of this name. */
    public static String step(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
