using System.Text;
using KnowledgeGraph.Insights.Contribution.Events;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Sedimentation.Links;

/// <summary>
/// Finds links that lead nowhere in the texts of documents, by what the community holds alone: nothing is fetched, so
/// that of pages elsewhere nothing is said but that an address is malformed. Immutable.
/// </summary>
public sealed class LinkCheck
{
    // Longer texts are looked at by their beginning.
    private const int TextBytesMax = 1024 * 1024;
    private const int TargetBytesMax = 2_000;

    private readonly GraphReader _reader;
    private readonly Lazy<CommunityAddresses> _addresses;
    private readonly TextColumn _bodies;

    private LinkCheck(GraphReader reader)
    {
        _reader = reader;
        _bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
        _addresses = new(() => CommunityAddresses.Of(reader));
        var ranges = NodeRanges.Read(reader.Nodes(NodeKind.Document).ToArray(), documents =>
        {
            var broken = new List<RankedNode>();
            byte[] scratch = [];
            foreach (var document in documents)
            {
                var count = Find(document, null, ref scratch);
                if (count > 0) broken.Add(new RankedNode(document, count));
            }

            return broken;
        });
        All = new RankedNodes([.. ranges.SelectMany(range => range)], reader.Ids);
    }

    /// <summary>Documents with such links, by how many they are.</summary>
    public RankedNodes All { get; }

    /// <summary>That of what a reader sees; kept with the version.</summary>
    public static LinkCheck Of(GraphReader reader) =>
        reader.OncePerMask(typeof(LinkCheck), static shared => new LinkCheck(shared));

    /// <summary>The documents that belong to a topic.</summary>
    public RankedNodes Within(GraphReader reader, int? topic)
    {
        if (topic is not { } node) return All;
        var scope = TopicScope.Of(reader, node);
        return All.Where(it => scope.Contains(it.Node));
    }

    /// <summary>The links of a document that lead nowhere.</summary>
    public BrokenLinks Explain(int document)
    {
        var links = new List<BrokenLink>();
        byte[] scratch = [];
        Find(document, links, ref scratch);
        return new BrokenLinks(document, links);
    }

    private int Find(int document, List<BrokenLink>? links, ref byte[] scratch)
    {
        var text = _bodies.Raw(document, ref scratch);
        var reader = new LinkReader(text[..Math.Min(text.Length, TextBytesMax)]);
        var count = 0;
        while (count < BrokenLinks.LinksMax && reader.MoveNext())
        {
            if (KindOf(reader.Target, reader.IsMarked) is not { } kind) continue;
            count++;
            links?.Add(new BrokenLink(kind, Encoding.UTF8.GetString(reader.Target), reader.Offset));
        }

        return count;
    }

    private BrokenLinkKind? KindOf(ReadOnlySpan<byte> target, bool isMarked)
    {
        if (target.IsEmpty) return BrokenLinkKind.Malformed;
        if (target.Length > TargetBytesMax) return null;
        var colon = target.IndexOf((byte)':');
        if (colon > 0 && CommunityAddresses.IsKind(target[..colon]))
        {
            var id = target[..(target.IndexOfAny((byte)'#', (byte)'?') is > 0 and var end ? end : target.Length)];
            return _reader.TryFind(id, out _) ? null : BrokenLinkKind.UnknownId;
        }

        // What has no scheme leads from where the document stood, and nobody knows any more where that was.
        var text = Encoding.UTF8.GetString(target);
        var slash = text.IndexOf('/');
        if (colon < 0 || (slash >= 0 && slash < colon))
        {
            return isMarked && IsMisspelt(text) ? BrokenLinkKind.Malformed : null;
        }

        if (!text.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            && !text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            return IsMisspelt(text) ? BrokenLinkKind.Malformed : null;
        if (!IsAddress(text)) return BrokenLinkKind.Malformed;
        return _addresses.Value.IsMissing(text) ? BrokenLinkKind.UnknownPage : null;
    }

    // With a host that can be one, and no second scheme right after the first.
    private static bool IsAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0) return false;
        var rest = text[(text.IndexOf(':') + 1)..];
        if (!rest.StartsWith("//", StringComparison.Ordinal) || rest.StartsWith("///", StringComparison.Ordinal))
            return false;
        if (uri.Host is "http" or "https") return false;
        return uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 || uri.Host == "localhost"
            || (uri.Host.Contains('.') && !uri.Host.Contains("..", StringComparison.Ordinal));
    }

    // htp://, http//, https;//, and such.
    private static bool IsMisspelt(string text)
    {
        ReadOnlySpan<string> schemes =
        [
            "http//", "https//", "http;//", "https;//", "htp://", "htps://", "htttp://", "htttps://", "ttp://",
            "ttps://", "hhttp://", "hhttps://", "httpss://", "http.//", "https.//",
        ];
        foreach (var scheme in schemes)
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
