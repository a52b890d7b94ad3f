using KnowledgeGraph.Import.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;

namespace KnowledgeGraph.Import.Running;

/// <summary>
/// Topics are shared by all sources: one slug is one topic, however it is spelled. A name given by an importer counts
/// only while there is no such topic yet; after that it belongs to the people who care for it.
/// </summary>
internal static class Topics
{
    private static readonly PropertyDefinition Name = NodeKinds.Topic["name"];
    private static readonly PropertyDefinition Aliases = NodeKinds.Topic["aliases"];

    /// <summary>The topic's id; null where the name holds no letter or digit.</summary>
    public static string? IdOf(string name)
    {
        var slug = Slug.Of(name);
        return slug.Length > 0 ? $"topic:{slug}" : null;
    }

    /// <summary>Sees to it that the topic is there, named as it is written in the source.</summary>
    public static UpsertNode FromName(string id, string name) =>
        new NodeDraft(NodeKinds.Topic, id).SetIfNew(Name, PropertyValue.Text(name.Trim())).ToCommand();

    /// <summary>
    /// Sees to it that the topic is there, with a name read from its slug, which is kept as an alias.
    /// </summary>
    public static UpsertNode FromSlug(string id, string slug) => DraftFromSlug(id, slug).ToCommand();

    /// <summary>The same, to be added to.</summary>
    public static NodeDraft DraftFromSlug(string id, string slug)
    {
        var name = slug.Replace('-', ' ').Trim();
        if (name.Length == 0) name = slug;
        var topic = new NodeDraft(NodeKinds.Topic, id).SetIfNew(Name, PropertyValue.Text(name));
        if (name != slug) topic.SetIfNew(Aliases, PropertyValue.TextList(slug));
        return topic;
    }
}
