namespace KnowledgeGraph.Search.Index;

/// <summary>One field of an index's documents.</summary>
/// <param name="Name">Its name, for explanations and files.</param>
/// <param name="Weight">What queries over several fields multiply its share with by default; positive.</param>
/// <param name="K1">How soon further occurrences of a term count for little (BM25); not negative.</param>
/// <param name="B">How much a long text weighs each occurrence down (BM25); 0 to 1.</param>
/// <param name="StoresPositions">Whether phrases can be looked for in it.</param>
public sealed record FieldDefinition(
    string Name, float Weight = 1f, float K1 = 1.2f, float B = 0.75f, bool StoresPositions = true);
