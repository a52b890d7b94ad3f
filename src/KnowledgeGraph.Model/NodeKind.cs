namespace KnowledgeGraph.Model;

/// <summary>
/// The kinds of nodes. The numbers are written into stores and snapshot files: add at the end, never renumber.
/// What each kind is called and which properties it has stands in <see cref="NodeKinds"/>.
/// </summary>
public enum NodeKind : byte
{
    Member = 0,
    Document = 1,
    CodeRepository = 2,
    Course = 3,
    Topic = 4,
    Activity = 5,
}
