using KnowledgeGraph.Graph;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.ReadModel.Tables;

/// <summary>What a kind's lists are ordered by where nobody says otherwise; ties are broken by id.</summary>
internal enum DefaultOrderKind
{
    /// <summary>By an instant, newest first, those without one last.</summary>
    NewestFirst,

    /// <summary>By a title or name.</summary>
    ByText,

    /// <summary>By the number of documents, most first.</summary>
    MostDocumentsFirst,
}

/// <summary>The table of default orders.</summary>
/// <param name="Kind">The sort of order.</param>
/// <param name="Field">The field that it goes by, as <see cref="NodeField"/> calls it.</param>
internal sealed record DefaultOrder(DefaultOrderKind Kind, string Field)
{
    private static readonly DefaultOrder[] Table =
    [
        new(DefaultOrderKind.NewestFirst, "joinedAt"),
        new(DefaultOrderKind.NewestFirst, "createdAt"),
        new(DefaultOrderKind.ByText, "name"),
        new(DefaultOrderKind.ByText, "title"),
        new(DefaultOrderKind.MostDocumentsFirst, "documentCount"),
        new(DefaultOrderKind.NewestFirst, "startsAt"),
    ];

    public static DefaultOrder Of(NodeKind kind) => Table[(int)kind];

    /// <summary>The key of nodes without a value: they come last.</summary>
    public const long LastKey = long.MaxValue;

    /// <summary>The key that puts larger values first.</summary>
    public static long Descending(long value) => value == IntegerColumn.Missing ? LastKey : ~value;
}

/// <summary>What the default orders of nodes are made of; a table has it, and its builder.</summary>
internal interface IDefaultOrderSource
{
    /// <summary>Ascends in the kind's default order.</summary>
    long OrderKey(int node);

    /// <summary>Orders two nodes of one kind that have the same key; 0 only for the same node.</summary>
    int CompareTies(int left, int right);
}

/// <summary>Orders nodes of one kind by its default order.</summary>
internal readonly struct DefaultOrderComparer<TSource>(TSource source) : IOrdinalComparer, IComparer<int>
    where TSource : IDefaultOrderSource
{
    public int Compare(int left, int right)
    {
        var (leftKey, rightKey) = (source.OrderKey(left), source.OrderKey(right));
        return leftKey != rightKey ? leftKey.CompareTo(rightKey)
            : left == right ? 0
            : source.CompareTies(left, right);
    }
}
