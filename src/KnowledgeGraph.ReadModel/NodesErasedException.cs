namespace KnowledgeGraph.ReadModel;

/// <summary>
/// The log says that nodes were erased: a version made before holds in its texts what must not be kept, and so does a
/// file made from it. It has to be built anew.
/// </summary>
public sealed class NodesErasedException() : Exception("nodes were erased");
