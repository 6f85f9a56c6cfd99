package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Bodies that are held take room, and no more than there is (S-69). */
class BodyRoomTest {
    private static final int MEBIBYTE = 1 << 20;

    private final BodyRoom room = new BodyRoom();

    private boolean takes(BodyRoom.Share share, int mebibytes) {
        return share.take(mebibytes * MEBIBYTE);
    }

    @Test
    void allTogetherHaveTheirBound() {
        List<BodyRoom.Share> shares = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BodyRoom.Share share = room.share("tenant " + i);
            assertThat(takes(share, 16)).isTrue();
            shares.add(share);
        }
        assertThat(room.share("another").take(1)).isFalse();
        shares.getFirst().giveBack();
        assertThat(takes(room.share("another"), 16)).isTrue();
        assertThat(room.held()).isEqualTo(BodyRoom.ALL);
    }

    @Test
    void oneCallerLeavesRoomForOthers() {
        assertThat(takes(room.share("a"), 15)).isTrue();
        BodyRoom.Share second = room.share("a");
        assertThat(takes(second, 1)).isTrue();
        assertThat(second.take(1)).isFalse();
        assertThat(takes(room.share("b"), 16)).isTrue();
        second.giveBack();
        assertThat(takes(room.share("a"), 1)).isTrue();
    }

    @Test
    void aSingleBodyMayBeLarger() {
        BodyRoom.Share large = room.share("a");
        assertThat(takes(large, 16)).isTrue();
        assertThat(takes(large, 16)).isTrue();
        assertThat(room.share("a").take(1)).isFalse();
    }

    /** Whatever is taken, refused and given back, in the end nothing is held. */
    @Property(tries = 200)
    void whatIsGivenBackIsThereAgain(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 20) Integer> sizes) {
        BodyRoom property = new BodyRoom();
        List<BodyRoom.Share> shares = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            BodyRoom.Share share = property.share("tenant " + i % 3);
            boolean taken = share.take(sizes.get(i) * MEBIBYTE);
            assertThat(property.held()).isLessThanOrEqualTo(BodyRoom.ALL);
            shares.add(share);
            if (!taken && i % 2 == 0) {
                shares.get(i / 2).giveBack();
            }
        }
        shares.forEach(BodyRoom.Share::giveBack);
        shares.forEach(BodyRoom.Share::giveBack);
        assertThat(property.held()).isZero();
        assertThat(property.share("tenant 0").take(17 * MEBIBYTE)).isTrue();
    }

    /** Parts change, the bytes do not but where they are meant to. */
    @Property(tries = 300)
    void aBodyIsEditedInOnePlace(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 50_000) Integer> chunks,
            @ForAll @IntRange(min = 0, max = 1_000) int permille,
            @ForAll @IntRange(min = 0, max = 5) int replaced) {
        HeldBody body = new HeldBody(new BodyRoom().share("a"));
        Buffer expected = Buffer.buffer();
        for (int length : chunks) {
            Buffer chunk = Buffer.buffer();
            for (int i = 0; i < length; i++) {
                chunk.appendByte((byte) (expected.length() + i));
            }
            body.append(chunk);
            expected.appendBuffer(chunk);
        }
        assertThat(whole(body)).isEqualTo(expected);
        int at = (int) ((long) expected.length() * permille / 1_000);
        int gone = Math.min(replaced, expected.length() - at);
        body.edit(at, gone, Buffer.buffer("edited"));
        assertThat(whole(body))
                .isEqualTo(
                        Buffer.buffer()
                                .appendBuffer(expected, 0, at)
                                .appendString("edited")
                                .appendBuffer(expected, at + gone, expected.length() - at - gone));
        assertThat(body.length()).isEqualTo(whole(body).length());
    }

    private static Buffer whole(HeldBody body) {
        Buffer whole = Buffer.buffer();
        for (int i = 0; i < body.parts(); i++) {
            assertThat(body.part(i).length()).isBetween(1, 64 * 1024);
            whole.appendBuffer(body.part(i));
        }
        return whole;
    }
}
