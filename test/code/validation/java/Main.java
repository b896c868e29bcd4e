import java.io.BufferedReader;
import java.io.InputStreamReader;

/** Says of each token on a line of the standard input whether the validator accepts it. */
final class Main {
    public static void main(String[] args) throws Exception {
        var validator = new TokenValidator();
        var lines = new BufferedReader(new InputStreamReader(System.in));
        for (var token = lines.readLine(); token != null; token = lines.readLine()) {
            try {
                validator.validate(token);
                System.out.println(true);
            } catch (Exception refused) {
                System.out.println(false);
            }
        }
    }
}
