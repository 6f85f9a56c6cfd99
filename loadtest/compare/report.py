"""The result: medians, spread and ratios, as a table and as a document."""
from statistics import median

from session import beneath


class Report:
    def __init__(self, machine, gateways, peers, arguments):
        self.machine, self.gateways, self.peers, self.arguments = machine, gateways, peers, arguments
        self.levels = {}

    def add(self, level, session):
        """Notes what a level came to."""
        rows = {runner.name: self._row(runner) for runner in session.runners}
        for row in rows.values():
            row["ratios"] = {peer: self._ratio(row, rows[peer]) for peer in self.peers[:2] if peer in rows and rows[peer] is not row}
        for name, row in rows.items() if level.over else ():
            added = [a - b for a, b in self._pairs(row, rows.get(beneath(name, level), {"rounds": []}))]
            if added:
                row["added_us"] = median(added)
        self.levels[level.name] = {"meaning": level.meaning, "unit": level.unit, "over": level.over, "rows": rows, "absent": session.absent}

    def _row(self, runner):
        good = [r for r in runner.rounds if not r.fault]
        row = {"rounds": [None if r.fault else r.micros() for r in runner.rounds],
               "dropped": [r.fault for r in runner.rounds if r.fault], "faults": runner.faults,
               "resident_mib": runner.resident / 2**20}
        if runner.latencies:
            row["p50_us"] = median(runner.latencies)
        elif good and good[0].p50_us:
            row["p50_us"] = median(r.p50_us for r in good)
        if good:
            costs = [r.micros() for r in good]
            if good[0].kept:
                row["kept"] = median(r.kept for r in good)
            row.update(cpu_us=median(costs), spread=(max(costs) - min(costs)) / median(costs),
                       user_us=median(r.cpu.user / r.units * 1e6 for r in good),
                       compiler_share=median(r.cpu.compiler / r.cpu.total if r.cpu.total else 0 for r in good),
                       per_second=median(r.units / r.seconds for r in good),
                       busy=median(r.cpu.total / r.seconds for r in good), load_share=median(r.load_share for r in good))
        return row

    def _ratio(self, row, peer):
        """Median over the rounds of the two costs in the same round: neighbours that slow a round slow both."""
        pairs = [a / b for a, b in self._pairs(row, peer)]
        found = {"cpu": median(pairs)} if pairs else {}
        for name in ("per_second", "p50_us"):
            if row.get(name) and peer.get(name):
                found[name] = row[name] / peer[name]
        return found

    @staticmethod
    def _pairs(row, other):
        return [(a, b) for a, b in zip(row["rounds"], other["rounds"]) if a and b]

    def worst_ratio(self):
        """The highest CPU ratio of a gateway to the first peer, 0 when nothing was compared."""
        return max((level["rows"][name]["ratios"].get(self.peers[0], {}).get("cpu", 0) for level in self.levels.values()
                    for name in self.gateways if name in level["rows"]), default=0)

    def document(self):
        return {"machine": self.machine, "arguments": self.arguments, "levels": self.levels}

    def table(self, name):
        level = self.levels[name]
        first, second = (self.peers + ["-", "-"])[:2]
        lines = [f"\n{name}: {level['meaning']} (us of CPU a {level['unit']})",
                 "| | CPU us | user | spread | compiler | /s | busy | p50 us | RSS MiB | CPU to {0} | CPU to {1} | /s to {0} | p50 to {0} |".format(first, second),
                 "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"]
        for runner, row in level["rows"].items():
            lines.append(self._line(runner, row, first, second))
        lines += [f"- {runner}: {why}" for runner, why in level["absent"].items()]
        for runner, row in level["rows"].items():
            if "kept" in row:
                lines.append(f"- {runner}: {row['kept']:.0%} of the good throughput kept beside the flood")
            if "added_us" in row:
                lines.append(f"- {runner}: {row['added_us']:.1f} us more than at {level['over']}, under the same requests, median of the rounds")
            lines += [f"- {runner}: {why}" for why in row["faults"]]
            lines += [f"- {runner}: round dropped: {why}" for why in row["dropped"]]
        return "\n".join(lines)

    @staticmethod
    def _line(runner, row, first, second):
        def cell(value, form):
            return "" if value is None else form.format(value)
        to_first, to_second = row["ratios"].get(first, {}), row["ratios"].get(second, {})
        cells = [cell(row.get("cpu_us"), "{:.1f}"), cell(row.get("user_us"), "{:.1f}"), cell(row.get("spread"), "{:.0%}"),
                 cell(row.get("compiler_share"), "{:.0%}"), cell(row.get("per_second"), "{:.0f}"), cell(row.get("busy"), "{:.0%}"),
                 cell(row.get("p50_us"), "{:.0f}"), cell(row["resident_mib"], "{:.0f}"), cell(to_first.get("cpu"), "{:.2f}"),
                 cell(to_second.get("cpu"), "{:.2f}"), cell(to_first.get("per_second"), "{:.2f}"), cell(to_first.get("p50_us"), "{:.2f}")]
        return f"| {runner} | " + " | ".join(cells) + " |"
