package io.raygate.loadtest.serve.work;

import io.raygate.loadtest.serve.application.EngineLoad;
import io.raygate.loadtest.serve.application.EngineTimes;
import io.raygate.loadtest.serve.application.ReplicaContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The engine of one replica: steps of continuous batching with chunked prefill and a finite cache,
 * so that the delay of a first token and the gap between tokens grow with the load.
 */
final class Engine {
    private final EngineModel model;
    private final ReplicaContext replica;
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private final List<Sequence> running = new ArrayList<>();
    private final EngineTimes times = EngineTimes.empty();
    private boolean stepping;
    private long promptTokens;
    private long generationTokens;

    Engine(EngineModel model, ReplicaContext replica) {
        this.model = model;
        this.replica = replica;
    }

    void submit(Sequence sequence) {
        waiting.addLast(sequence);
        if (!stepping) {
            stepping = true;
            step();
        }
    }

    /** Decides what the next step does, and lets its effects show when its time has passed. */
    private void step() {
        running.removeIf(Sequence::isOver);
        waiting.removeIf(Sequence::isOver);
        admit();
        if (running.isEmpty()) {
            stepping = false;
            return;
        }
        List<Sequence> decoding = running.stream().filter(Sequence::decodes).toList();
        int prefill = prefill();
        replica.after(
                model.step(decoding.size(), prefill, cached()),
                () -> {
                    decode(decoding);
                    step();
                });
    }

    /** First come, first served, while the cache has room for the whole prompt; one always fits. */
    private void admit() {
        while (!waiting.isEmpty()
                && (running.isEmpty() || reserved() + waiting.getFirst().toPrefill() < room())) {
            Sequence next = waiting.removeFirst();
            next.admit(replica.nanos());
            running.add(next);
        }
    }

    private int prefill() {
        int left = model.prefillChunk();
        for (Sequence sequence : running) {
            left -= sequence.prefill(left);
        }
        int taken = model.prefillChunk() - left;
        promptTokens += taken;
        return taken;
    }

    private void decode(List<Sequence> decoding) {
        for (Sequence sequence : decoding) {
            if (!sequence.isOver()) {
                generationTokens++;
                sequence.decode(replica.nanos(), times);
            }
        }
        while (cached() > room() && running.size() > 1) {
            Sequence newest = running.removeLast();
            newest.preempt();
            waiting.addFirst(newest);
        }
    }

    private long cached() {
        return running.stream().mapToLong(Sequence::cached).sum();
    }

    private long reserved() {
        return running.stream().mapToLong(one -> one.cached() + one.toPrefill()).sum();
    }

    private int room() {
        return model.cacheTokens();
    }

    EngineLoad load(String name) {
        return new EngineLoad(
                replica.replicaId(),
                name,
                running.size(),
                waiting.size(),
                Math.min(1, (double) cached() / room()),
                promptTokens,
                generationTokens,
                times);
    }
}
