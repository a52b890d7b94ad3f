using System.Runtime.InteropServices;
using KnowledgeGraph.Graph;
using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

public sealed partial class ContributionLedger
{
    /// <summary>
    /// The ledger after some events went and others came: equal to a full count, at the cost of the rows and days that
    /// they touch. Only where a quantile of sizes moves to another bucket are all rows looked at.
    /// </summary>
    /// <param name="removed">Each is in this ledger, or outside its window.</param>
    /// <param name="added">What came.</param>
    /// <param name="facts">Those of this ledger, or the same with more members.</param>
    public ContributionLedger With(
        ReadOnlySpan<ContributionEvent> removed, ReadOnlySpan<ContributionEvent> added, MemberFacts facts) =>
        new Increment(this, facts).Run(removed, added);

    /// <summary>One step from a ledger to the next.</summary>
    private sealed class Increment(ContributionLedger old, MemberFacts facts)
    {
        private readonly SortedDictionary<int, RowDraft> _drafts = [];
        private readonly RowScorer _scorer = new(old._rules, facts);
        private readonly SizeHistogram?[] _sizes = (SizeHistogram?[])old._sizes.Clone();
        private readonly bool[] _ownsSizes = new bool[old._sizes.Length];
        private readonly List<int> _group = [];
        private Tally _total = old._total;
        private long _later = old.LaterEvents;

        public ContributionLedger Run(
            ReadOnlySpan<ContributionEvent> removed, ReadOnlySpan<ContributionEvent> added)
        {
            foreach (ref readonly var it in removed)
            {
                if (!IsInWindow(it.Ticks, -1)) continue;
                var found = Draft(it.Member).Remove(new LedgerEvent(in it));
                CountSize(in found, -1);
            }

            foreach (ref readonly var it in added)
            {
                if (IsInWindow(it.Ticks, 1)) Draft(it.Member).Insert(new LedgerEvent(in it));
            }

            foreach (var (member, draft) in _drafts.ToArray()) FindReturned(member, draft);
            var praise = new PraiseOfDrafts(this);
            foreach (var (member, draft) in _drafts) Weigh(member, draft, praise);
            var limits = LimitsOf(_sizes, old._rules.Set.WinsorQuantile);
            var pages = CopyPages();
            if (!limits.AsSpan().SequenceEqual(old._sizeLimits)) ScoreTakenDown(limits, pages);
            foreach (var (member, draft) in _drafts) Score(member, draft, limits, pages);
            return new ContributionLedger(old._rules, facts, pages, _sizes, limits, in _total, _later);
        }

        private bool IsInWindow(long ticks, int sign)
        {
            if (ticks >= old.Window.End) _later += sign;
            return old.Window.Contains(ticks);
        }

        private RowDraft Draft(int member)
        {
            if (!_drafts.TryGetValue(member, out var draft)) _drafts.Add(member, draft = new(old.Row(member)));
            return draft;
        }

        private ReadOnlySpan<LedgerEvent> NewRow(int member) =>
            _drafts.TryGetValue(member, out var draft) ? draft.Events : OldRow(member);

        private ReadOnlySpan<LedgerEvent> OldRow(int member) => old.Row(member) is { } row ? row.Events : [];

        // Where the first praise of a giver came or went, what the giver has from the receiver counts otherwise now.
        private void FindReturned(int member, RowDraft draft)
        {
            var givers = draft.Seeds.Where(it => _scorer.IsPraise(in it)).Select(it => it.Other).Distinct().ToArray();
            foreach (var giver in givers)
            {
                if (giver == member) continue;
                var before = FirstTicks(draft.Old is null ? [] : draft.Old.Events, giver);
                if (before == FirstTicks(draft.Events, giver)) continue;
                foreach (ref readonly var it in NewRow(giver))
                {
                    if (!_scorer.IsPraise(in it) || it.Other != member) continue;
                    Draft(giver).Seeds.Add(it);
                    break;
                }
            }
        }

        private long FirstTicks(ReadOnlySpan<LedgerEvent> row, int giver)
        {
            foreach (ref readonly var it in row)
                if (it.Other == giver && _scorer.IsPraise(in it)) return it.Ticks;
            return long.MaxValue;
        }

        private void Weigh(int member, RowDraft draft, PraiseOfDrafts praise)
        {
            var seen = new List<LedgerEvent>();
            foreach (var seed in draft.Seeds)
            {
                if (seen.Exists(other => _scorer.AreOneGroup(in other, in seed) && other.Id == seed.Id)) continue;
                seen.Add(seed);
                if (!WeighGroupOf(member, draft, in seed, praise)) break;
            }
        }

        // False where the whole row had to be weighed.
        private bool WeighGroupOf(int member, RowDraft draft, in LedgerEvent seed, PraiseOfDrafts praise)
        {
            var events = draft.Events;
            _group.Clear();
            for (var place = 0; place < events.Length; place++)
            {
                ref readonly var it = ref events[place];
                var isIn = _scorer.AreOneGroup(in seed, in it);
                if (isIn) _group.Add(place);
                // Two of one id can be in two groups: the order in the row says which of them counts.
                draft.WeighsAll |= isIn
                    ? (it.Flags & CleaningStep.Duplicate.Flag()) != 0
                    : it.Id == seed.Id && it.Rule == seed.Rule;
            }

            if (draft.WeighsAll)
            {
                _group.Clear();
                _group.AddRange(Enumerable.Range(0, events.Length));
            }

            var before = _group.ConvertAll(place => draft.Events[place]);
            _scorer.WeighGroup(member, events, CollectionsMarshal.AsSpan(_group), praise);
            for (var i = 0; i < before.Count; i++)
            {
                ref readonly var now = ref events[_group[i]];
                var then = before[i];
                if (now.Weight == then.Weight && now.Flags == then.Flags) continue;
                draft.Days.Add(now.Day);
                CountSize(in then, -1);
                CountSize(in now, 1);
            }

            return !draft.WeighsAll;
        }

        private void CountSize(in LedgerEvent it, int count)
        {
            if (it.Weight == 0 || _sizes[it.Rule] is not { } sizes) return;
            if (!_ownsSizes[it.Rule])
            {
                _sizes[it.Rule] = sizes = sizes.Clone();
                _ownsSizes[it.Rule] = true;
            }

            sizes.Add(it.Size, count);
        }

        private MemberRow?[]?[] CopyPages()
        {
            var pages = new MemberRow?[]?[Math.Max(old._pages.Length, Pages.For(facts.Capacity))];
            old._pages.CopyTo(pages, 0);
            foreach (var page in _drafts.Keys.Select(member => member >> Pages.Shift).Distinct())
                pages[page] = pages[page] is { } rows ? (MemberRow?[])rows.Clone() : new MemberRow?[Pages.Size];
            return pages;
        }

        // Rows with sizes beyond a limit that moved, other than those that changed themselves.
        private void ScoreTakenDown(int[] limits, MemberRow?[]?[] pages)
        {
            var moved = new int[limits.Length];
            for (var rule = 0; rule < limits.Length; rule++)
            {
                moved[rule] = limits[rule] == old._sizeLimits[rule]
                    ? int.MaxValue
                    : Math.Min(limits[rule], old._sizeLimits[rule]);
            }

            foreach (var draft in _drafts.Values) draft.ScoresAll = true;
            for (var page = 0; page < old._pages.Length; page++)
            {
                var rows = old._pages[page] ?? [];
                for (var place = 0; place < rows.Length; place++)
                {
                    var member = (page << Pages.Shift) + place;
                    if (rows[place] is not { } row || _drafts.ContainsKey(member)) continue;
                    if (!HasAbove(row.Events, moved)) continue;
                    if (ReferenceEquals(pages[page], old._pages[page])) pages[page] = (MemberRow?[])rows.Clone();
                    var points = Replace(row.Events, row.Events, limits, row.AllPoints);
                    pages[page]![place] = row.With(points);
                }
            }
        }

        private static bool HasAbove(ReadOnlySpan<LedgerEvent> events, int[] moved)
        {
            foreach (ref readonly var it in events)
                if (it.Size > moved[it.Rule]) return true;
            return false;
        }

        private void Score(int member, RowDraft draft, int[] limits, MemberRow?[]?[] pages)
        {
            ReadOnlySpan<LedgerEvent> before = draft.Old is null ? [] : draft.Old.Events;
            ByDimension points = draft.Old is null ? default : draft.Old.AllPoints;
            if (draft.ScoresAll) points = Replace(before, draft.Events, limits, points);
            else
            {
                foreach (var day in draft.Days)
                    points = Replace(RowDraft.Day(before, day), RowDraft.Day(draft.Events, day), limits, points);
            }

            pages[member >> Pages.Shift]![member & Pages.Mask] = draft.Freeze(in points);
        }

        // Takes what the events made out of the totals, and puts in what they make now.
        private ByDimension Replace(
            ReadOnlySpan<LedgerEvent> before, ReadOnlySpan<LedgerEvent> now, int[] limits, ByDimension points)
        {
            Tally gone = default, come = default;
            _scorer.Score(before, old._sizeLimits, ref gone, []);
            _scorer.Score(now, limits, ref come, []);
            _total.Add(in gone, -1);
            _total.Add(in come, 1);
            for (var i = 0; i < Dimensions.Count; i++) points[i] += come.Points[i] - gone.Points[i];
            return points;
        }

        private readonly struct PraiseOfDrafts(Increment increment) : IFirstPraise
        {
            public long FirstTicks(int receiver, int giver) => increment.FirstTicksNow(receiver, giver);
        }

        private (int Receiver, int Giver, long Ticks) _lastPraise = (-1, -1, 0);

        // A group is one pair, so that the last answer is the next one.
        private long FirstTicksNow(int receiver, int giver)
        {
            if (_lastPraise.Receiver != receiver || _lastPraise.Giver != giver)
                _lastPraise = (receiver, giver, FirstTicks(NewRow(receiver), giver));
            return _lastPraise.Ticks;
        }
    }
}
