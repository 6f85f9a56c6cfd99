package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.raygate.listener.CertificateSettings;
import io.raygate.listener.KeySource;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.ListenerTls;
import io.raygate.listener.TlsSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of a listener against the JDK's client: S-74 to S-77, handshake deadlines of S-79. */
class TlsIT {
    /** One of each kind for all tests: keys take their time. */
    private static final Map<String, X509Bundle> BUNDLES = new ConcurrentHashMap<>();

    private static TestCertificates certificates;

    @TempDir private static Path folder;
    private final ManualClock clock = new ManualClock();
    private ListenerUnderTest listener;

    @BeforeAll
    static void authority() {
        certificates = new TestCertificates(folder);
    }

    @BeforeEach
    void open() {
        listener =
                open(
                        install("api", Algorithm.ecp256, "api.example.com"),
                        install("api-rsa", Algorithm.rsa2048, "api.example.com"),
                        install("wild", Algorithm.ecp256, "*.example.com"),
                        install("other", Algorithm.ecp256, "other.test"));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    /** S-75: exact name, wildcard of one label, no name: the first. */
    @ParameterizedTest
    @CsvSource({
        "api.example.com, CN=api.example.com",
        "API.Example.COM, CN=api.example.com",
        "x.example.com, CN=*.example.com",
        "other.test, CN=other.test",
        ", CN=api.example.com",
    })
    void showsTheCertificateOfTheName(@Nullable String name, String subject) throws Exception {
        try (var socket = handshake(name, "TLSv1.3")) {
            assertThat(subject(socket)).isEqualTo(subject);
        }
    }

    /** S-75: the alert says why, and nothing was served. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown.test", "example.com", "a.b.example.com", "xexample.com"})
    void turnsAwayAnUnknownName(String name) {
        assertThatThrownBy(() -> handshake(name, "TLSv1.3").close())
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
        assertThat(listener.requests()).isEmpty();
        await().until(() -> listener.seen().refused().contains("unrecognized_name"));
        await().until(() -> listener.connections().open() == 0);
    }

    /** S-75. */
    @Test
    void showsTheDefaultForAnUnknownNameWhereThereIsOne() throws Exception {
        listener.close();
        listener =
                open(
                        install("api", Algorithm.ecp256, "api.example.com"),
                        TestCertificates.asDefault(install("d", Algorithm.ecp256, "d.test")));
        try (var socket = handshake("unknown.test", "TLSv1.3")) {
            assertThat(subject(socket)).isEqualTo("CN=d.test");
        }
    }

    /** S-74: EC before RSA, and RSA for clients that know nothing else. */
    @Test
    void prefersEllipticCertificates() throws Exception {
        for (var version : List.of("TLSv1.3", "TLSv1.2")) {
            try (var socket = handshake("api.example.com", version)) {
                assertThat(certificate(socket).getPublicKey().getAlgorithm()).isEqualTo("EC");
            }
        }
        try (var socket = socket("api.example.com", "TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
            socket.startHandshake();
            assertThat(certificate(socket).getPublicKey().getAlgorithm()).isEqualTo("RSA");
        }
    }

    /** S-74: only ECDHE with AEAD. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
            })
    void refusesOtherCiphers(String cipher) throws Exception {
        try (var socket = socket("api.example.com", "TLSv1.2")) {
            socket.setEnabledCipherSuites(new String[] {cipher});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    /** S-74: TLS 1.1 and below, groups that are not listed. */
    @Test
    void refusesOtherGroups() throws Exception {
        try (var socket = socket("api.example.com", "TLSv1.3")) {
            var parameters = socket.getSSLParameters();
            parameters.setNamedGroups(new String[] {"secp521r1"});
            socket.setSSLParameters(parameters);
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
        for (var group : List.of("x25519", "secp256r1", "secp384r1")) {
            try (var socket = socket("api.example.com", "TLSv1.3")) {
                var parameters = socket.getSSLParameters();
                parameters.setNamedGroups(new String[] {group});
                socket.setSSLParameters(parameters);
                socket.startHandshake();
            }
        }
    }

    /** S-16: by ALPN. */
    @Test
    void speaksHttp2AndHttp1() throws Exception {
        try (var client =
                HttpClient.newBuilder().sslContext(TestCertificates.believing()).build()) {
            for (var version : HttpClient.Version.values()) {
                var request =
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + listener.port()))
                                .version(version)
                                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                                .build();
                var answer = client.send(request, BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).isEqualTo("POST /|hello");
            }
        }
    }

    /** S-76: a new pair is in use for the next handshake, old connections go on. */
    @Test
    void exchangesCertificates() throws Exception {
        try (var old = handshake("api.example.com", "TLSv1.3")) {
            var raw = RawSocket.of(old);
            var before = certificate(old).getSerialNumber();
            renew();
            assertThat(poll()).isTrue();
            try (var fresh = handshake("api.example.com", "TLSv1.3")) {
                assertThat(certificate(fresh).getSerialNumber()).isNotEqualTo(before);
            }
            raw.lines("GET /old HTTP/1.1~Host: api.example.com~~");
            assertThat(raw.readAnswer()).endsWith("GET /old|");
        }
        assertThat(poll()).as("nothing new").isFalse();
    }

    /** S-76: as Kubernetes does it: the files are links into a folder, itself a link, exchanged. */
    @Test
    void seesAFolderThatIsExchanged() throws Exception {
        var mount = Files.createDirectory(folder.resolve("mount"));
        fill(mount, "..1");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("tls.crt"), Path.of("..data/tls.crt"));
        Files.createSymbolicLink(mount.resolve("tls.key"), Path.of("..data/tls.key"));
        listener.close();
        listener =
                open(
                        new CertificateSettings(
                                List.of("api.example.com"),
                                mount.resolve("tls.crt"),
                                new KeySource.KeyFile(mount.resolve("tls.key")),
                                false));
        var second = fill(mount, "..2");
        assertThat(poll()).as("not linked yet").isFalse();
        Files.createSymbolicLink(mount.resolve("..next"), Path.of("..2"));
        Files.move(
                mount.resolve("..next"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(poll()).isTrue();
        assertShown(second);
    }

    private static X509Certificate fill(Path mount, String name) throws Exception {
        var inside = new TestCertificates(Files.createDirectory(mount.resolve(name)));
        var bundle = inside.issue(Algorithm.ecp256, "api.example.com");
        inside.install("tls", bundle, "api.example.com");
        return bundle.getCertificate();
    }

    private void assertShown(X509Certificate expected) throws Exception {
        try (var socket = handshake("api.example.com", "TLSv1.3")) {
            assertThat(certificate(socket)).isEqualTo(expected);
        }
    }

    /** S-76: a writer that is not done, wherever it is; nothing is shown until all is there. */
    @ParameterizedTest
    @ValueSource(strings = {"api.crt", "api.key"})
    void waitsForTheRestOfAFile(String file) throws Exception {
        var ends = tls().expiresAt();
        var fresh = certificates.issue(Algorithm.ecp256, "api.example.com");
        certificates.install("api", fresh, "api.example.com");
        var whole = Files.readString(folder.resolve(file));
        for (int part = 1; part < 20; part++) {
            certificates.write(file, whole.substring(0, (whole.length() - 30) * part / 19));
            assertKept(ends);
        }
        certificates.write(file, whole);
        assertThat(poll()).isTrue();
        assertShown(fresh.getCertificate());
    }

    /** S-76: a key without its certificate, garbage, an expired one: the old pair stays. */
    @Test
    void keepsTheOldPairWhereTheNewOneIsBad() throws Exception {
        var other = certificates.issue(Algorithm.ecp256, "api.example.com");
        var expired =
                certificates.issue(
                        Algorithm.ecp256,
                        Instant.now().minus(Duration.ofHours(1)),
                        "api.example.com");
        var ends = tls().expiresAt();
        certificates.write("api.key", other.getPrivateKeyPEM());
        assertKept(ends);
        certificates.write("api.crt", "garbage");
        assertKept(ends);
        certificates.write("api.crt", "");
        assertKept(ends);
        certificates.install("api", expired, "api.example.com");
        assertKept(ends);
        certificates.install("api", other, "api.example.com");
        assertThat(poll()).isTrue();
        assertThat(tls().isStale()).isFalse();
    }

    private void assertKept(Instant ends) throws Exception {
        assertThat(poll()).isFalse();
        assertThat(tls().isStale()).isTrue();
        assertThat(tls().expiresAt()).isEqualTo(ends);
        handshake("api.example.com", "TLSv1.3").close();
    }

    /** S-76, S-98: requests go on without a fault while certificates change. */
    @Test
    void losesNoRequestWhileCertificatesChange() throws Exception {
        var stop = new AtomicBoolean();
        var served = new AtomicInteger();
        var failures = new AtomicInteger();
        var traffic =
                List.of(
                        Thread.ofVirtual().start(() -> traffic(stop, served, failures, true)),
                        Thread.ofVirtual().start(() -> traffic(stop, served, failures, false)));
        for (int change = 0; change < 20; change++) {
            renew();
            assertThat(poll()).isTrue();
            int before = served.get();
            await().until(() -> served.get() > before + 5);
        }
        stop.set(true);
        for (var thread : traffic) {
            thread.join();
        }
        assertThat(failures).hasValue(0);
    }

    private void traffic(
            AtomicBoolean stop, AtomicInteger served, AtomicInteger failures, boolean kept) {
        while (!stop.get()) {
            try (var socket = handshake("api.example.com", "TLSv1.3")) {
                var raw = RawSocket.of(socket);
                for (int i = 0; i < (kept ? 20 : 1); i++) {
                    raw.lines("GET /t HTTP/1.1~Host: api.example.com~~");
                    if (raw.readAnswer().endsWith("GET /t|")) {
                        served.incrementAndGet();
                    } else {
                        failures.incrementAndGet();
                    }
                }
            } catch (Exception failure) {
                failures.incrementAndGet();
            }
        }
    }

    /** S-74: tickets of the current and the previous key resume, older ones do not. */
    @Test
    void keepsTwoTicketKeys() throws Exception {
        var context = TestCertificates.believing();
        var first = creation(context);
        assertThat(creation(context)).as("resumed").isEqualTo(first);
        clock.advance(Duration.ofMinutes(61));
        poll();
        assertThat(creation(context)).as("resumed by the previous key").isEqualTo(first);
    }

    /** The creation time of the session tells whether it was resumed. */
    private long creation(SSLContext context) throws Exception {
        try (var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            var raw = RawSocket.of(socket);
            raw.lines("GET /t HTTP/1.1~Host: a~~").readAnswer();
            return socket.getSession().getCreationTime();
        }
    }

    /** S-76. */
    @Test
    void doesNotStartWithAKeyThatOthersCanRead() throws Exception {
        var open = install("open", Algorithm.ecp256, "open.test");
        Files.setPosixFilePermissions(
                folder.resolve("open.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> open(open).close())
                .hasMessageContaining("open.crt")
                .hasMessageContaining("can be read by others");
    }

    /** Bad input: a missing certificate is a message that names the file. */
    @Test
    void doesNotStartWithoutItsFiles() throws Exception {
        var missing = install("gone", Algorithm.ecp256, "gone.test");
        Files.delete(folder.resolve("gone.crt"));
        assertThatThrownBy(() -> open(missing).close()).hasMessageContaining("gone.crt");
    }

    /** S-77: a gate for callers. */
    @Test
    void asksForTheCallersCertificateWhereItMust() throws Exception {
        listener.close();
        var own = install("api", Algorithm.ecp256, "api.example.com");
        listener =
                open(
                        new TlsSettings(
                                List.of(own), false, Optional.of(certificates.authorityFile())));
        assertThatThrownBy(() -> exchangeOnce(TestCertificates.believing()))
                .isInstanceOf(IOException.class);
        var stranger = new TestCertificates(Files.createDirectory(folder.resolve("stranger")));
        var bad = stranger.issue(Algorithm.ecp256, "caller");
        assertThatThrownBy(
                        () ->
                                exchangeOnce(
                                        TestCertificates.believing(
                                                bad.toKeyManagerFactory().getKeyManagers())))
                .isInstanceOf(IOException.class);
        assertThat(listener.requests()).isEmpty();
        var good = certificates.issue(Algorithm.ecp256, "caller");
        var keys = good.toKeyManagerFactory().getKeyManagers();
        assertThat(exchangeOnce(TestCertificates.believing(keys))).endsWith("GET /c|");
    }

    private String exchangeOnce(SSLContext context) throws Exception {
        try (var socket =
                context.getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
            return RawSocket.of(socket).lines("GET /c HTTP/1.1~Host: a~~").readAnswer();
        }
    }

    /** S-79: silence, and bytes that never become a hello. */
    @Test
    void aHandshakeThatDoesNotComeEnds() throws Exception {
        try (var silent = listener.connect();
                var slow = listener.connect().send(new byte[] {22, 3, 1, 2, 0, 1})) {
            await().until(() -> listener.connections().open() == 2);
            listener.awaitTurn();
            clock.advance(Duration.ofMillis(10_001));
            assertThat(silent.readToEnd()).isEmpty();
            assertThat(slow.readToEnd()).isEmpty();
        }
        assertThat(listener.seen().timeouts()).containsExactly("handshake", "handshake");
    }

    /** S-79: TLS is done, HTTP does not begin, with either protocol. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "http/1.1"})
    void aSilentConnectionEndsAfterItsHandshake(String protocol) throws Exception {
        try (var socket = socket("api.example.com", "TLSv1.3")) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            await().until(
                            () -> {
                                clock.advance(Duration.ofSeconds(5));
                                return listener.seen().timeouts().contains("head");
                            });
            await().until(() -> listener.connections().open() == 0);
        }
    }

    /** S-75. */
    @Test
    void aLargeHelloEnds() throws Exception {
        try (var socket = listener.connect()) {
            socket.send(new byte[] {22, 3, 1, 64, 0, 1, 0, 64, 1});
            socket.send(new byte[16_400]);
            await().until(() -> listener.connections().open() == 0);
        }
    }

    @Test
    void plainTextOnATlsPortEnds() throws Exception {
        try (var socket = listener.connect()) {
            socket.lines("GET / HTTP/1.1~Host: a~~");
            await().until(() -> listener.connections().open() == 0);
        }
        assertThat(listener.requests()).isEmpty();
    }

    private boolean poll() {
        return tls().poll();
    }

    private ListenerTls tls() {
        return listener.listener().tls().orElseThrow();
    }

    private static CertificateSettings install(String file, Algorithm algorithm, String name) {
        var bundle =
                BUNDLES.computeIfAbsent(
                        algorithm + name, kind -> certificates.issue(algorithm, name));
        return certificates.install(file, bundle, name);
    }

    private static void renew() {
        var fresh = certificates.issue(Algorithm.ecp256, "api.example.com");
        certificates.install("api", fresh, "api.example.com");
    }

    private ListenerUnderTest open(CertificateSettings... shown) {
        return open(new TlsSettings(List.of(shown), false, Optional.empty()));
    }

    private ListenerUnderTest open(TlsSettings tls) {
        return ListenerUnderTest.open(
                ListenerSettings.plain("tls", "127.0.0.1", 0).with(tls),
                ListenerUnderTest::echo,
                clock);
    }

    private SSLSocket handshake(@Nullable String name, String version) throws IOException {
        var socket = socket(name, version);
        try {
            socket.startHandshake();
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
        return socket;
    }

    private SSLSocket socket(@Nullable String name, String version) throws IOException {
        var socket =
                (SSLSocket)
                        TestCertificates.believing()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setEnabledProtocols(new String[] {version});
        if (name != null) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    private static String subject(SSLSocket socket) throws Exception {
        return certificate(socket).getSubjectX500Principal().getName();
    }

    private static X509Certificate certificate(SSLSocket socket) throws Exception {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
}
