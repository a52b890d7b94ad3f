namespace KnowledgeGraph.GraphQL.Language;

/// <summary>A document, or the one reason why the text is none.</summary>
/// <param name="Document">The document; null where there is an error.</param>
/// <param name="Error">The syntax error, or the limit that was passed; null where there is a document.</param>
/// <param name="TokenCount">The lexical tokens read.</param>
public readonly record struct ParseResult(DocumentNode? Document, GraphQLError? Error, int TokenCount);

/// <summary>A part of a document, or the one reason why the text is none.</summary>
/// <param name="Node">The part; null where there is an error.</param>
/// <param name="Error">The syntax error, or the limit that was passed; null where there is a node.</param>
public readonly record struct ParseResult<TNode>(TNode? Node, GraphQLError? Error)
    where TNode : SyntaxNode;
