package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.time.Lagging;
import io.raygate.loadtest.serve.time.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The text of a scrape, and the lies it may be told to tell. */
public final class MetricsPage {
    private static final Set<Family> ONGOING =
            Set.of(
                    ServeFamilies.ONGOING_HTTP,
                    ServeFamilies.ONGOING_AT_REPLICAS,
                    ServeFamilies.PROCESSING);

    private final MetricsNode node;
    private final Lagging<String> text;
    private final Set<String> hidden = new HashSet<>();
    private boolean ongoingZero;
    private int padTo;

    public MetricsPage(MetricsNode node, Timeline time) {
        this.node = node;
        this.text = new Lagging<>(time, this::now);
    }

    /** What a scrape gets. */
    public String text() {
        return text.get();
    }

    private String now() {
        Map<Family, List<String>> merged = new TreeMap<>(Comparator.comparing(Family::name));
        for (MetricProcess process : node.processes()) {
            process.visible()
                    .forEach(
                            (family, lines) ->
                                    merged.computeIfAbsent(family, _ -> new ArrayList<>())
                                            .addAll(lines));
        }
        var page = new StringBuilder();
        merged.forEach((family, lines) -> print(page, family, lines));
        pad(page);
        return page.toString();
    }

    private void print(StringBuilder page, Family family, List<String> lines) {
        if (hidden.contains(family.name())) {
            return;
        }
        page.append(family.head());
        for (String line : lines) {
            boolean zero = ongoingZero && ONGOING.contains(family);
            page.append(zero ? line.substring(0, line.lastIndexOf(' ')) + " 0.0\n" : line);
        }
    }

    /** A real scrape is 0.7 to 2.1 MB, most of it of no use to a gateway. */
    private void pad(StringBuilder page) {
        if (page.length() < padTo) {
            page.append(
                    "# HELP ray_tasks Current number of tasks currently in a particular state.\n");
            page.append("# TYPE ray_tasks gauge\n");
        }
        for (int i = 0; page.length() < padTo; i++) {
            Labels labels = Labels.ofNode(true).with("Name", "task_" + i).with("State", "FINISHED");
            page.append("ray_tasks").append(labels.text()).append(" 1.0\n");
        }
    }

    /** The page as a view that can be made old or frozen. */
    public Lagging<String> view() {
        return text;
    }

    /** Every gauge of ongoing requests reads 0, as it was seen once on working replicas. */
    public void ongoingZero(boolean lie) {
        ongoingZero = lie;
    }

    /** Leaves a family out, or shows it again. */
    public void hide(String family, boolean gone) {
        if (gone) {
            hidden.add(family);
        } else {
            hidden.remove(family);
        }
    }

    /** Fills a scrape up to {@code bytes} with series of no use, 0 for none. */
    public void padTo(int bytes) {
        padTo = bytes;
    }
}
