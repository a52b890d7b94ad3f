using System.IO.Hashing;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Query;

/// <summary>One key of an order.</summary>
/// <param name="Field">The field; not a list.</param>
/// <param name="Descending">Largest first. Missing values come last either way.</param>
public sealed record NodeOrderKey(NodeField Field, bool Descending);

/// <summary>
/// An order of the nodes of one kind: by its keys in turn, missing values last, ties by id. Texts are compared by the
/// first 128 bytes of their upper-case form. Immutable.
/// </summary>
public sealed class NodeOrder
{
    private static readonly NodeOrder[] Defaults = [.. NodeKinds.All.Select(MakeDefault)];

    /// <param name="kind">The kind.</param>
    /// <param name="keys">Fields of the kind; none means by id.</param>
    /// <exception cref="ArgumentException">A field is of another kind, or a list.</exception>
    public NodeOrder(NodeKind kind, IReadOnlyList<NodeOrderKey> keys)
    {
        foreach (var key in keys)
        {
            if (key.Field.Kind != kind)
            {
                throw new ArgumentException($"{key.Field} is not a field of {kind}.", nameof(keys));
            }

            if (key.Field.Type == PropertyType.TextList)
            {
                throw new ArgumentException($"{key.Field} is a list and has no order.", nameof(keys));
            }
        }

        Kind = kind;
        Keys = keys;
        var text = string.Join(' ', keys.Select(key => $"{key.Field}{(key.Descending ? '-' : '+')}"));
        Fingerprint = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes($"{kind}: {text}"));
    }

    public NodeKind Kind { get; }

    public IReadOnlyList<NodeOrderKey> Keys { get; }

    /// <summary>It is the order in which the kind's lists are kept.</summary>
    public bool IsDefault => Fingerprint == Default(Kind).Fingerprint;

    /// <summary>Tells cursors of one order from those of another.</summary>
    internal uint Fingerprint { get; }

    /// <summary>The order of a kind where nobody says otherwise.</summary>
    public static NodeOrder Default(NodeKind kind) => Defaults[(int)kind];

    private static NodeOrder MakeDefault(NodeKindDefinition kind)
    {
        var order = DefaultOrder.Of(kind.Kind);
        return new(kind.Kind,
            [new(NodeFields.Of(kind.Kind, order.Field), order.Kind != DefaultOrderKind.ByText)]);
    }
}
