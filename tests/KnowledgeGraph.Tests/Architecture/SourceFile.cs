using System.Collections.Concurrent;
using KnowledgeGraph.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>One C# file of the repository, parsed once for all tests of this folder. Immutable.</summary>
internal sealed class SourceFile
{
    private static readonly ConcurrentDictionary<string, SourceFile> Parsed = new();

    private SourceFile(string path)
    {
        Path = path;
        Text = File.ReadAllText(Repository.PathOf(path));
        Root = CSharpSyntaxTree.ParseText(Text).GetRoot();
    }

    /// <summary>From the root of the repository, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public SyntaxNode Root { get; }

    /// <summary>All C# files below a folder.</summary>
    public static IEnumerable<SourceFile> In(string folder) =>
        Repository.Files(folder, ".cs").Select(path => Parsed.GetOrAdd(path, key => new SourceFile(key)));

    /// <summary>The tokens of the code, without comments.</summary>
    public IEnumerable<SyntaxToken> Tokens() => Root.DescendantTokens();

    /// <summary>`path:line` of a token or node, the first line being 1.</summary>
    public string At(SyntaxToken token) => $"{Path}:{token.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <inheritdoc cref="At(SyntaxToken)"/>
    public string At(SyntaxNode node) => At(node.GetFirstToken());
}
