using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Insights.Finding;
using KnowledgeGraph.Insights.Sedimentation.Distillation;
using KnowledgeGraph.Insights.Sedimentation.Duplicates;
using KnowledgeGraph.Insights.Sedimentation.Links;
using KnowledgeGraph.Insights.Sedimentation.Staleness;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Inbox;

/// <summary>Writes out items: why, what to do, and the fingerprint. To be shared between threads.</summary>
internal sealed class InboxWriter(
    GraphReader reader, StaleDocuments stale, LinkCheck links, DistillationCandidates candidates,
    IReadOnlyDictionary<int, TopicCoverage> gaps, IReadOnlyDictionary<int, DuplicatePair> pairs,
    IReadOnlyDictionary<int, LinkSuggestion[]> missing)
{
    // The surest; whoever has followed these looks at the rest with `linkSuggestions`.
    private const int SuggestionsMost = 5;

    private static readonly Relation Answers = Relations.Of(EdgeType.Answers, EdgeDirection.In, NodeKind.Document);

    public InboxItem Write(InboxEntry entry) => entry.Kind switch
    {
        InboxKind.Stale => Stale(entry),
        InboxKind.BrokenLinks => Broken(entry),
        InboxKind.Duplicate => Duplicate(entry),
        InboxKind.Gap => Gap(entry),
        InboxKind.Distillation => Distillation(entry),
        InboxKind.MissingLinks => Missing(entry),
        _ => Orphan(entry),
    };

    private InboxItem Stale(InboxEntry entry)
    {
        var reasons = stale.Explain(entry.Node);
        var act = reasons[0].Kind switch
        {
            StaleReasonKind.SaidOutdated => "supersede",
            StaleReasonKind.SourceChanged or StaleReasonKind.TargetSuperseded => "updateDocument",
            _ => "verify",
        };
        // Age goes on every day, and is no news.
        var print = reasons.Where(it => it.Kind != StaleReasonKind.HalfLife).OrderBy(it => it.Kind).SelectMany(it =>
            (string[])[it.Kind.ToString(), it.At is { } at ? Number(at) : "", .. it.Nodes.Select(Id).Order()]);
        return new InboxItem(
            entry.Kind, entry.Node, [], entry.Gain, [.. reasons.Select(Say)], act, Print([.. print]));
    }

    private InboxReason Say(StaleReason reason)
    {
        var names = string.Join(", ", reason.Nodes.Select(NameOf));
        var day = reason.At is { } at ? new DateTime(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "?";
        var (english, chinese) = reason.Kind switch
        {
            StaleReasonKind.VerificationEnded =>
                ($"Its verification ended on {day}.", $"其验证已于 {day} 到期。"),
            StaleReasonKind.ContentChanged =>
                ("It was changed after it was verified.", "验证之后内容有改动。"),
            StaleReasonKind.SourceChanged =>
                ($"What it derives from was changed on {day}: {names}.", $"其来源于 {day} 有改动:{names}。"),
            StaleReasonKind.TargetSuperseded =>
                ($"What it builds on was superseded: {names}.", $"其依据已被取代:{names}。"),
            StaleReasonKind.SaidOutdated =>
                ($"{names} said on {day}: “{reason.Text}”", $"{names} 于 {day} 说:“{reason.Text}”"),
            StaleReasonKind.OwnerGone =>
                ($"Its authors have not been active since {day}: {names}.",
                    $"作者自 {day} 起未再活动:{names}。"),
            _ => ($"Half of what is written about its topic is out of use since {day}.",
                $"同主题的内容到 {day} 已有一半不再被使用。"),
        };
        return new InboxReason(ToName(reason.Kind.ToString()), reason.Value, english, chinese);
    }

    private InboxItem Broken(InboxEntry entry)
    {
        var broken = links.Explain(entry.Node).Links;
        return new InboxItem(
            entry.Kind, entry.Node, [], entry.Gain, [.. broken.Select(Say)], "updateDocument",
            Print([.. broken.Select(link => link.Target).Order(StringComparer.Ordinal)]));

        static InboxReason Say(BrokenLink link)
        {
            var (english, chinese) = link.Kind switch
            {
                BrokenLinkKind.UnknownId => ($"There is no {link.Target}.", $"不存在 {link.Target}。"),
                BrokenLinkKind.UnknownPage =>
                    ($"No document has the address {link.Target}.", $"没有文档的地址是 {link.Target}。"),
                _ => ($"{link.Target} is no address.", $"{link.Target} 不是有效地址。"),
            };
            return new InboxReason(ToName(link.Kind.ToString()), 1, english, chinese);
        }
    }

    private InboxItem Duplicate(InboxEntry entry)
    {
        var pair = pairs[entry.Node];
        var title = NameOf(pair.Original);
        var texts = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
        var reasons = new List<InboxReason>();
        if (pair.TextLikeness > 0)
        {
            reasons.Add(new("sameText", pair.TextLikeness,
                $"{Percent(pair.TextLikeness)} of what they say is the same as in “{title}”.",
                $"正文有 {Percent(pair.TextLikeness)} 与“{title}”相同。"));
        }

        if (pair.TitleLikeness > 0)
        {
            reasons.Add(new("sameTitle", pair.TitleLikeness,
                $"Its title has {Percent(pair.TitleLikeness)} of the words of “{title}”.",
                $"标题用词有 {Percent(pair.TitleLikeness)} 与“{title}”相同。"));
        }

        return new InboxItem(
            entry.Kind, entry.Node, [pair.Original], entry.Gain, reasons, "markDuplicate",
            Print(Id(pair.Original), texts.String(entry.Node) ?? "", texts.String(pair.Original) ?? ""));
    }

    private InboxItem Gap(InboxEntry entry)
    {
        var gap = gaps[entry.Node];
        InboxReason[] reasons =
        [
            .. gap.DemandParts.Where(part => part.Value > 0).OrderByDescending(part => part.Value).Select(part =>
                new InboxReason(part.Name, part.Value, $"{part.Count} {Plain(part.Name)}.", part.Name switch
                {
                    "views" => $"浏览 {part.Count} 次。",
                    "questions" => $"提问 {part.Count} 个。",
                    "searches" => $"搜索 {part.Count} 次。",
                    "searchesWithoutHit" => $"无结果的搜索 {part.Count} 次。",
                    _ => $"关注者 {part.Count} 人。",
                })),
        ];
        // It comes back when what is asked has doubled.
        var asked = gap.DemandParts.Where(part => part.Name is "questions" or "searches").Sum(part => part.Count);
        return new InboxItem(
            entry.Kind, entry.Node, gap.Threads, entry.Gain, reasons,
            gap.Threads.Count > 0 ? "distil" : "createDocument", Print(Number(long.Log2(1 + asked))));
    }

    private InboxItem Distillation(InboxEntry entry)
    {
        var parts = candidates.Explain(entry.Node).Where(part => part.Value > 0).OrderByDescending(part => part.Value);
        var answers = new List<string>();
        foreach (var (answer, _) in reader.Follow(Answers, entry.Node)) answers.Add(Id(answer));
        answers.Sort(StringComparer.Ordinal);
        return new InboxItem(
            entry.Kind, entry.Node, [], entry.Gain,
            [.. parts.Select(part => new InboxReason(part.Name, part.Value, English(part), Chinese(part)))], "distil",
            Print([.. answers]));

        static string English(CoveragePart part) => part.Name switch
        {
            "acceptedAnswer" => "It has an accepted answer.",
            "knowledgeNear" when part.Count == 0 => "There is no distilled document near it.",
            "knowledgeNear" => $"There are {part.Count} distilled documents near it.",
            _ => $"{part.Count} {Plain(part.Name)}.",
        };

        static string Chinese(CoveragePart part) => part.Name switch
        {
            "views" => $"浏览 {part.Count} 次。",
            "votes" => $"得票 {part.Count}。",
            "acceptedAnswer" => "已有采纳的回答。",
            "votesOfBestAnswer" => $"最佳回答得票 {part.Count}。",
            "answers" => $"回答 {part.Count} 个。",
            "comments" => $"评论 {part.Count} 条。",
            "duplicates" => $"重复提问 {part.Count} 个。",
            _ when part.Count == 0 => "附近没有提炼过的文档。",
            _ => $"附近已有 {part.Count} 篇提炼过的文档。",
        };
    }

    private InboxItem Missing(InboxEntry entry)
    {
        var all = missing[entry.Node];
        var shown = all.Take(SuggestionsMost).ToList();
        return new InboxItem(
            entry.Kind, entry.Node, [.. shown.Select(link => link.To).Distinct()], entry.Gain,
            [.. shown.Select(Say)], "acceptSuggestion",
            Print([.. all.Select(link => $"{link.Type} {Id(link.To)}").Order(StringComparer.Ordinal)]));

        InboxReason Say(LinkSuggestion link)
        {
            var (type, to) = (EdgeTypes.Of(link.Type).Name, NameOf(link.To));
            var (evidence, sure) = (link.Evidence[0], Percent(link.Confidence));
            var (english, chinese) = evidence.Kind switch
            {
                EvidenceKind.NameInText or EvidenceKind.MentionInText =>
                    ($"its text names “{evidence.Text}”", $"文中提到“{evidence.Text}”"),
                EvidenceKind.NeighboursAbout =>
                    ("what it is linked to is about it", "与之相连的内容属于该主题"),
                EvidenceKind.SameWords => ("both have most of their words in common", "两者大部分用词相同"),
                EvidenceKind.AnswersWords =>
                    ("it has most of the words of the question", "包含问题的大部分用词"),
                _ => ("most who completed the other had completed it before", "多数学员先完成了它"),
            };
            return new InboxReason(
                ToName(evidence.Kind.ToString()), link.Confidence, $"{type} “{to}”, {sure} sure: {english}.",
                $"{type} “{to}”(把握 {sure}):{chinese}。");
        }
    }

    private static InboxItem Orphan(InboxEntry entry) => new(
        entry.Kind, entry.Node, [], entry.Gain,
        [
            new InboxReason(
                "noLinks", 1, "No link joins it to anything but members.", "除成员外没有任何链接。"),
        ],
        "link", Print("orphan"));

    private string Id(int node) => reader.Ids.String(node)!;

    private string NameOf(int node) => Suggestions.TitleOf(reader, node) ?? Id(node);

    private static string Percent(double share) => Number((long)Math.Round(100 * share)) + " %";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    // `searchesWithoutHit` as words.
    private static string Plain(string name) => string.Concat(
        name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string ToName(string kind) => char.ToLowerInvariant(kind[0]) + kind[1..];

    private static string Print(params string[] parts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 8));
}
