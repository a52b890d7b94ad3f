namespace KnowledgeGraph.Insights.Recommendation.Evaluation;

/// <summary>What is said of lists besides whether they hold what was wanted.</summary>
internal sealed class ListQuality(PairTable train)
{
    // Pairs of items and paths are looked at for so many members, evenly from all.
    private const int MembersMax = 1_000;

    public double Coverage(MemberResult[] results)
    {
        var seen = new HashSet<int>();
        foreach (var result in results) seen.UnionWith(result.Items);
        return (double)seen.Count / train.ItemCount;
    }

    public double Novelty(MemberResult[] results)
    {
        var (bits, count) = (0.0, 0);
        foreach (var item in results.SelectMany(result => result.Items))
        {
            // One member more, so that an item that nobody did is a finite surprise.
            bits -= Math.Log2((train.MembersOf(item).Length + 1.0) / (train.MemberCount + 1.0));
            count++;
        }

        return count == 0 ? 0 : bits / count;
    }

    public double Diversity(MemberResult[] results)
    {
        var (sum, pairs) = (0.0, 0);
        foreach (var result in Some(results))
        {
            for (var left = 0; left < result.Items.Length; left++)
            {
                for (var right = 0; right < left; right++, pairs++)
                    sum += 1 - Cosine(result.Items[left], result.Items[right]);
            }
        }

        return pairs == 0 ? 0 : sum / pairs;
    }

    /// <summary>Looks for a path member, item, other member, recommended item, edge by edge.</summary>
    public double Explained(MemberResult[] results)
    {
        var (explained, count) = (0, 0);
        var near = new HashSet<int>();
        foreach (var result in Some(results))
        {
            near.Clear();
            foreach (var item in train.ItemsOf(result.Member))
            {
                foreach (var other in train.MembersOf(item)) near.Add(other);
            }

            near.Remove(result.Member);
            count += result.Items.Length;
            foreach (var item in result.Items)
            {
                foreach (var other in train.MembersOf(item))
                {
                    if (!near.Contains(other)) continue;
                    explained++;
                    break;
                }
            }
        }

        return count == 0 ? 0 : (double)explained / count;
    }

    private double Cosine(int left, int right)
    {
        var leftMembers = train.MembersOf(left);
        var rightMembers = train.MembersOf(right);
        if (leftMembers.IsEmpty || rightMembers.IsEmpty) return 0;
        var (common, l, r) = (0, 0, 0);
        while (l < leftMembers.Length && r < rightMembers.Length)
        {
            var order = leftMembers[l].CompareTo(rightMembers[r]);
            if (order == 0) common++;
            if (order <= 0) l++;
            if (order >= 0) r++;
        }

        return common / Math.Sqrt((double)leftMembers.Length * rightMembers.Length);
    }

    private static IEnumerable<MemberResult> Some(MemberResult[] results)
    {
        var step = Math.Max(1, results.Length / MembersMax);
        for (var index = 0; index < results.Length; index += step) yield return results[index];
    }
}
