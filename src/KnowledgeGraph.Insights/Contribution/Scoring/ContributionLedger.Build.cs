using KnowledgeGraph.Graph;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

public sealed partial class ContributionLedger
{
    /// <summary>Counts all events, on all cores where there is enough to do: the result is the same.</summary>
    /// <param name="events">In any order; those outside the window have no say.</param>
    /// <param name="rules">Without mistakes.</param>
    /// <param name="window">The days to count.</param>
    /// <param name="facts">Of every member that the events name.</param>
    public static ContributionLedger Build(
        ContributionEvents events, RuleSet rules, ScoringWindow window, MemberFacts facts)
    {
        if (rules.Mistakes() is [var mistake, ..]) throw new ArgumentException(mistake, nameof(rules));
        return new FullCount(new CompiledRules(rules, window), facts).Run(events);
    }

    /// <summary>One count from nothing: members are cut into parts of as many events, each for one thread.</summary>
    private sealed class FullCount(CompiledRules rules, MemberFacts facts)
    {
        private const int EventsPerPartMin = 20_000;

        private int[] _ends = [];
        private LedgerEvent[] _rows = [];
        private Part[] _parts = [];
        private long _later;

        public ContributionLedger Run(ContributionEvents events)
        {
            CountByMember(events.Span);
            CutIntoParts();
            var buffer = events.Buffer.AsMemory(0, events.Count);
            InParallel(part => { Collect(part, buffer.Span); FindFirstPraises(part); });
            InParallel(Weigh);
            var (sizes, limits) = MergeSizes();
            var pages = new MemberRow?[]?[Pages.For(_ends.Length)];
            for (var page = 0; page < pages.Length; page++) pages[page] = NewPage(page);
            InParallel(part => Score(part, limits, pages));
            var total = default(Tally);
            foreach (var part in _parts) total.Add(in part.Total, 1);
            return new ContributionLedger(rules, facts, pages, sizes, limits, in total, _later);
        }

        private void CountByMember(ReadOnlySpan<ContributionEvent> events)
        {
            var (start, end) = (rules.Window.Start, rules.Window.End);
            var counts = new int[facts.Capacity];
            foreach (ref readonly var it in events)
            {
                if (it.Ticks >= end) _later++;
                else if (it.Ticks >= start) counts[it.Member]++;
            }

            for (var member = 1; member < counts.Length; member++) counts[member] += counts[member - 1];
            _ends = counts;
            _rows = GC.AllocateUninitializedArray<LedgerEvent>(counts.Length == 0 ? 0 : counts[^1]);
        }

        private void CutIntoParts()
        {
            var count = Math.Clamp(_rows.Length / EventsPerPartMin, 1, Environment.ProcessorCount);
            _parts = new Part[count];
            var first = 0;
            for (var part = 0; part < count; part++)
            {
                var last = first;
                var goal = (int)((long)_rows.Length * (part + 1) / count);
                while (last < _ends.Length && (part == count - 1 || _ends[last] < goal)) last++;
                _parts[part] = new Part(first, last);
                first = last;
            }
        }

        private int StartOf(int member) => member == 0 ? 0 : _ends[member - 1];

        private Span<LedgerEvent> RowOf(int member) => _rows.AsSpan(StartOf(member), _ends[member] - StartOf(member));

        private void Collect(Part part, ReadOnlySpan<ContributionEvent> events)
        {
            var (start, end) = (rules.Window.Start, rules.Window.End);
            var next = new int[part.LastMember - part.FirstMember];
            for (var i = 0; i < next.Length; i++) next[i] = StartOf(part.FirstMember + i);
            foreach (ref readonly var it in events)
            {
                var place = it.Member - part.FirstMember;
                if ((uint)place >= (uint)next.Length || it.Ticks < start || it.Ticks >= end) continue;
                _rows[next[place]++] = new LedgerEvent(in it);
            }

            var sort = new EventSort();
            for (var member = part.FirstMember; member < part.LastMember; member++) sort.Run(RowOf(member));
        }

        private void FindFirstPraises(Part part)
        {
            var rows = _rows.AsSpan(StartOf(part.FirstMember), EventsOf(part));
            var count = 0;
            foreach (ref readonly var it in rows) count += rules.Rules[it.Rule].IsPraise ? 1 : 0;
            part.Praises = new FirstPraiseTable(count);
            for (var member = part.FirstMember; member < part.LastMember; member++)
            {
                foreach (ref readonly var it in RowOf(member))
                    if (rules.Rules[it.Rule].IsPraise) part.Praises.Add(member, it.Other, it.Ticks);
            }
        }

        private void Weigh(Part part)
        {
            var scorer = part.Scorer = new RowScorer(rules, facts);
            var praises = new PraiseOfParts(_parts);
            part.Sizes = NewSizes();
            for (var member = part.FirstMember; member < part.LastMember; member++)
            {
                var row = RowOf(member);
                if (row.Length == 0) continue;
                scorer.Weigh(member, row, praises);
                foreach (ref readonly var it in row)
                    if (it.Weight > 0) part.Sizes[it.Rule]?.Add(it.Size, 1);
            }
        }

        private SizeHistogram?[] NewSizes() =>
            [.. rules.Rules.Select(rule => rule.IsWinsorized ? new SizeHistogram() : null)];

        private (SizeHistogram?[] Sizes, int[] Limits) MergeSizes()
        {
            var sizes = _parts[0].Sizes;
            foreach (var part in _parts[1..])
            {
                for (var rule = 0; rule < sizes.Length; rule++) sizes[rule]?.Add(part.Sizes[rule]!);
            }

            return (sizes, LimitsOf(sizes, rules.Set.WinsorQuantile));
        }

        private void Score(Part part, int[] limits, MemberRow?[]?[] pages)
        {
            for (var member = part.FirstMember; member < part.LastMember; member++)
            {
                var row = RowOf(member);
                if (row.Length == 0) continue;
                var tally = default(Tally);
                part.Scorer!.Score(row, limits, ref tally, []);
                part.Total.Add(in tally, 1);
                pages[member >> Pages.Shift]![member & Pages.Mask] =
                    new MemberRow(_rows, StartOf(member), row.Length, tally.Points);
            }
        }

        private MemberRow?[]? NewPage(int page)
        {
            var first = page << Pages.Shift;
            var last = Math.Min(_ends.Length, first + Pages.Size);
            return StartOf(first) == _ends[last - 1] ? null : new MemberRow?[Pages.Size];
        }

        private int EventsOf(Part part) =>
            part.LastMember == part.FirstMember ? 0 : _ends[part.LastMember - 1] - StartOf(part.FirstMember);

        private void InParallel(Action<Part> work)
        {
            if (_parts.Length == 1) work(_parts[0]);
            else Parallel.For(0, _parts.Length, part => work(_parts[part]));
        }
    }

    /// <summary>Members from the first until before the last, and what their thread found.</summary>
    private sealed class Part(int firstMember, int lastMember)
    {
        public readonly int FirstMember = firstMember;
        public readonly int LastMember = lastMember;
        public FirstPraiseTable? Praises;
        public RowScorer? Scorer;
        public SizeHistogram?[] Sizes = [];
        public Tally Total;
    }

    private readonly struct PraiseOfParts(Part[] parts) : IFirstPraise
    {
        public long FirstTicks(int receiver, int giver)
        {
            foreach (var part in parts)
            {
                if (receiver >= part.FirstMember && receiver < part.LastMember)
                    return part.Praises!.FirstTicks(receiver, giver);
            }

            return long.MaxValue;
        }
    }

    private static int[] LimitsOf(SizeHistogram?[] sizes, double quantile) =>
        [.. sizes.Select(histogram => histogram?.Quantile(quantile) ?? int.MaxValue)];
}
