import io.raygate.auth.apikey.KeyGenerator;
import java.security.SecureRandom;

/** Prints API keys, one a line: {@code java -cp raygate.jar ApiKeys.java NUMBER}. */
class ApiKeys {
    public static void main(String[] args) {
        KeyGenerator generator = new KeyGenerator(new SecureRandom());
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            System.out.println(generator.next("rg", "live"));
        }
    }
}
