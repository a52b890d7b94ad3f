using KnowledgeGraph.Import.Running;
using KnowledgeGraph.Model;

namespace KnowledgeGraph.Import.StackExchange;

/// <summary>Users.xml: the members. Negative ids are the site's own programs (-1 is `Community`).</summary>
internal sealed class UsersPart(DumpContext context) : IDumpPart
{
    private const int Id = 0, DisplayName = 1, CreationDate = 2, Location = 3, AboutMe = 4, WebsiteUrl = 5;

    private static readonly PropertyDefinition KindProperty = NodeKinds.Member["kind"];
    private static readonly PropertyDefinition DisplayNameProperty = NodeKinds.Member["displayName"];
    private static readonly PropertyDefinition JoinedAtProperty = NodeKinds.Member["joinedAt"];
    private static readonly PropertyDefinition LocationProperty = NodeKinds.Member["location"];
    private static readonly PropertyDefinition BioProperty = NodeKinds.Member["bio"];
    private static readonly PropertyDefinition UrlProperty = NodeKinds.Member["url"];
    private static readonly PropertyValue Bot = PropertyValues.Enumeration(KindProperty, "BOT");
    private static readonly PropertyValue Person = PropertyValues.Enumeration(KindProperty, "PERSON");

    public string FileName => "Users.xml";

    public string[] Columns { get; } = ["Id", "DisplayName", "CreationDate", "Location", "AboutMe", "WebsiteUrl"];

    public void Read(DumpFile row)
    {
        var id = row.RequiredInteger(Id);
        var member = new NodeDraft(NodeKinds.Member, context.MemberId(id))
            .Set(DisplayNameProperty, row.Text(DisplayName)?.Trim() ?? $"user{id}")
            .Set(KindProperty, id < 0 ? Bot : Person)
            .Set(JoinedAtProperty, PropertyValues.Instant(row.Instant(CreationDate)))
            .Set(LocationProperty, row.Text(Location)?.Trim());
        if (row.Text(WebsiteUrl) is { } website) SetUrl(member, website.Trim());
        if (row.Text(AboutMe) is not { } about) context.Sink.Add(member.ToCommand(), row.Position);
        else context.Sink.AddLater(
            () => member.Set(BioProperty, context.ToMarkdown(about)).ToCommand(), about.Length, row.Position);
        context.Members.Add(id);
    }

    private void SetUrl(NodeDraft member, string website)
    {
        if (PropertyValues.IsUrl(website)) member.Set(UrlProperty, website);
        else context.Sink.Skip("a website of a member that is no address: the member is stored without it");
    }
}
