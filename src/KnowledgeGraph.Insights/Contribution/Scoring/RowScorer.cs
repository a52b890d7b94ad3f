using KnowledgeGraph.Insights.Contribution.Rules;

namespace KnowledgeGraph.Insights.Contribution.Scoring;

/// <summary>
/// The formula. A row is weighed from its first event to its last (what was there before decides what the next is
/// worth), then scored day by day:
/// <code>
/// weight = repetition(n-th on the same thing) · giver(n-th praise by the same giver) · returned
/// worth  = points · damp(Σ size · weight of the rule's events of that day), an event adding what it raises it by
/// points = min(worth, what the day's cap has left) · 2^(-age / half-life)
/// </code>
/// All in whole numbers, rounded down at each step. Holds scratch memory: for one thread.
/// </summary>
internal sealed class RowScorer(CompiledRules rules, MemberFacts facts)
{
    private const ulong GiverKey = 1UL << 63;

    private readonly GroupCounts _groups = new();
    private readonly long[] _sums = new long[RuleSet.RulesMax + 1];
    private readonly long[] _worth = new long[RuleSet.RulesMax + 1];

    // Of the member whose row it is.
    private bool _isBot;
    private long _firstDay;

    /// <summary>Gives each event of a sorted row its weight and flags.</summary>
    public void Weigh<TPraise>(int member, Span<LedgerEvent> row, TPraise praise) where TPraise : struct, IFirstPraise
    {
        _groups.Reset(row.Length * 3);
        LookUp(member);
        foreach (ref var it in row) WeighNext(member, ref it, praise);
    }

    /// <summary>
    /// The same for some events of a row, in its order: all that share what they are counted by (see
    /// <see cref="AreOneGroup"/>).
    /// </summary>
    public void WeighGroup<TPraise>(int member, Span<LedgerEvent> row, ReadOnlySpan<int> group, TPraise praise)
        where TPraise : struct, IFirstPraise
    {
        _groups.Reset(group.Length * 3);
        LookUp(member);
        foreach (var place in group) WeighNext(member, ref row[place], praise);
    }

    /// <summary>
    /// Whether one event's weight can depend on the other's: praise by one giver, or the same act on the same thing.
    /// Events of one id are in one group or, if they differ, force the whole row to be weighed.
    /// </summary>
    public bool AreOneGroup(in LedgerEvent left, in LedgerEvent right)
    {
        if (rules.Rules[left.Rule].IsPraise) return rules.Rules[right.Rule].IsPraise && left.Other == right.Other;
        return left.Rule == right.Rule && left.Subject == right.Subject;
    }

    public bool IsPraise(in LedgerEvent it) => rules.Rules[it.Rule].IsPraise;

    /// <summary>Adds the events of a sorted, weighed row to the tally; <paramref name="lines"/> may be empty.</summary>
    public void Score(ReadOnlySpan<LedgerEvent> row, int[] sizeLimits, ref Tally tally, Span<EvidenceLine> lines)
    {
        while (row.Length > 0)
        {
            var day = row[0].Day;
            var end = (day + 1) * TimeSpan.TicksPerDay;
            var length = 1;
            while (length < row.Length && row[length].Ticks < end) length++;
            ScoreDay(row[..length], day, sizeLimits, ref tally, lines);
            row = row[length..];
            if (lines.Length > 0) lines = lines[length..];
        }
    }

    /// <summary>The same for the events of one day.</summary>
    public void ScoreDay(
        ReadOnlySpan<LedgerEvent> events, int day, int[] sizeLimits, ref Tally tally, Span<EvidenceLine> lines)
    {
        var decay = rules.Decay(day);
        ByDimension used = default;
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var it = ref events[i];
            var line = new EvidenceLine { Flags = it.Flags, Decay = decay };
            if (!it.IsDropped && it.Weight > 0)
                ScoreNext(in it, sizeLimits[it.Rule], decay, ref used, ref line, ref tally);
            tally.Events++;
            for (var flags = line.Flags; flags != 0; flags &= (ushort)(flags - 1))
                tally.Touched[int.TrailingZeroCount(flags)]++;
            if (lines.Length > 0) lines[i] = line;
        }

        foreach (ref readonly var it in events) _sums[it.Rule] = _worth[it.Rule] = 0;
    }

    private void ScoreNext(
        in LedgerEvent it, int sizeLimit, ulong decay, ref ByDimension used, ref EvidenceLine line, ref Tally tally)
    {
        ref readonly var rule = ref rules.Rules[it.Rule];
        var size = it.Size;
        if (size > sizeLimit)
        {
            size = sizeLimit;
            line.Flags |= CleaningStep.Winsorized.Flag();
        }

        // Thousandths times millionths: a sum of millionths.
        var added = (long)size * it.Weight / ContributionEvent.One;
        var sum = _sums[it.Rule] += added;
        var damped = Points.Damp(sum, rule.Damping);
        var worth = rule.Points * damped / ContributionEvent.One;
        line.Base = rule.Points * Math.Min(added, Points.MaxSum) / ContributionEvent.One;
        line.Damped = worth - _worth[it.Rule];
        _worth[it.Rule] = worth;
        if (line.Damped < line.Base - 1) line.Flags |= CleaningStep.Damped.Flag();
        line.Capped = line.Damped;
        if (rule.IsCapped)
        {
            line.Capped = Math.Min(line.Damped, rules.Caps[rule.Dimension] - used[rule.Dimension]);
            used[rule.Dimension] += line.Capped;
            if (line.Capped < line.Damped) line.Flags |= CleaningStep.Capped.Flag();
        }

        line.Points = Points.Decayed(line.Capped, decay);
        if (decay != Points.WholeDecay) line.Flags |= CleaningStep.Decayed.Flag();
        tally.Points[rule.Dimension] += line.Points;
        tally.Counted[rule.Dimension]++;
    }

    private void LookUp(int member) => (_isBot, _firstDay) =
        (facts.IsBot(member), facts.JoinedDay(member) - (long)rules.Set.JoinToleranceDays);

    private void WeighNext<TPraise>(int member, ref LedgerEvent it, TPraise praise)
        where TPraise : struct, IFirstPraise
    {
        ref readonly var rule = ref rules.Rules[it.Rule];
        it.Weight = 0;
        it.Flags = 0;
        if (_groups.Add(it.Id, -2 - it.Rule) > 1) it.Flags = CleaningStep.Duplicate.Flag();
        else if (it.Other == member) it.Flags = CleaningStep.OwnWork.Flag();
        else if (_isBot || (rule.IsPraise && facts.IsBot(it.Other))) it.Flags = CleaningStep.Bot.Flag();
        else if (it.Day < _firstDay) it.Flags = CleaningStep.BeforeJoining.Flag();
        else if (rule.IsPraise && it.Day < facts.JoinedDay(it.Other) + (long)rules.Set.NewAccountDays)
            it.Flags = CleaningStep.NewAccount.Flag();
        if (it.Flags != 0) return;

        var weight = Points.One;
        if (rule.Repetition != Repetition.Every && it.Subject >= 0)
        {
            var n = _groups.Add(((ulong)it.Rule << 32) | (uint)it.Subject, rule.IsPraise ? it.Other : -1);
            weight = Points.Marginal(n, rule.Repetition);
            if (n > 1) it.Flags |= CleaningStep.Repeated.Flag();
        }

        if (rule.IsPraise && weight > 0) weight = WeighPraise(member, ref it, weight, praise);
        it.Weight = (int)weight;
    }

    private long WeighPraise<TPraise>(int member, ref LedgerEvent it, long weight, TPraise praise)
        where TPraise : struct, IFirstPraise
    {
        // Nobody knows who gave it (an account that is gone): not one giver of all that.
        if (it.Other < 0) return weight;
        var n = _groups.Add(GiverKey, it.Other);
        if (n > 1 && rules.Set.GiverDamping != Damping.None)
        {
            weight = weight * Points.Marginal(n, rules.Set.GiverDamping) / Points.One;
            it.Flags |= CleaningStep.SameGiver.Flag();
        }

        if (praise.FirstTicks(receiver: it.Other, giver: member) < it.Ticks)
        {
            weight = weight * rules.ReturnedShare / Points.One;
            it.Flags |= CleaningStep.Returned.Flag();
        }

        return weight;
    }
}
