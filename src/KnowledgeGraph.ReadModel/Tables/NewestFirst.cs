using KnowledgeGraph.Graph;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>What interactions are ordered by; the table of edges has it, and its builder.</summary>
internal interface INewestFirstSource
{
    long At(int edge);

    /// <summary>Orders two interactions by their ids; 0 only for the same id.</summary>
    int CompareIds(int left, int right);
}

/// <summary>Orders interactions by time, newest first, then by id, then by ordinal.</summary>
internal readonly struct NewestFirst<TSource>(TSource source) : IOrdinalComparer, IComparer<int>
    where TSource : INewestFirstSource
{
    public int Compare(int left, int right)
    {
        var byTime = source.At(right).CompareTo(source.At(left));
        if (byTime != 0 || left == right) return byTime;
        var byId = source.CompareIds(left, right);
        return byId != 0 ? byId : left.CompareTo(right);
    }
}
