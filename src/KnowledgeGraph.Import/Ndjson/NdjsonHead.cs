namespace KnowledgeGraph.Import.Ndjson;

/// <summary>What a line says that it is.</summary>
internal enum NdjsonHead
{
    Node,
    Edge,

    /// <summary>An object with neither `node` nor `edge`, or with both.</summary>
    Neither,

    /// <summary>A name that cannot be decoded.</summary>
    Undecodable,

    /// <summary>Not a JSON object.</summary>
    Broken,
}

/// <summary>Why a line cannot be stored.</summary>
/// <param name="Reason">What is wrong, as a constant.</param>
/// <param name="Detail">The particulars; null where the reason says it all.</param>
internal readonly record struct NdjsonFault(string Reason, string? Detail = null);
