using System.Reflection;
using System.Text.RegularExpressions;
using KnowledgeGraph.GraphQL;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel.Query;
using KnowledgeGraph.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>docs/errors.md names each public error code of the code, and no other.</summary>
public partial class ErrorCodesTests
{
    private static readonly string[] Projects =
    [
        "KnowledgeGraph.GraphQL", "KnowledgeGraph.GraphQL.AspNetCore", "KnowledgeGraph.ReadModel",
        "KnowledgeGraph.Api", "KnowledgeGraph.Server",
    ];

    /// <summary>Texts that look like codes: names of GraphQL's introspection and of the environment.</summary>
    private static readonly HashSet<string> OtherWords =
    [
        .. typeof(DirectiveLocations).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
        "INPUT_OBJECT", "NON_NULL", "DOTNET_RUNNING_IN_CONTAINER", "LC_ALL",
    ];

    [Fact]
    public void Each_code_stands_on_the_page_and_each_on_the_page_is_a_code()
    {
        string[] declared =
        [
            .. CodesOf(typeof(GraphQLErrorCodes)), .. CodesOf(typeof(ErrorCodes)), .. CodesOf(typeof(QueryErrorCodes)),
        ];
        var written = Projects
            .SelectMany(project => SourceFile.In($"src/{project}"))
            .SelectMany(file => file.Tokens())
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && IsOfAnError(token))
            .Select(token => token.ValueText)
            .Where(text => Code().IsMatch(text) && !OtherWords.Contains(text));
        var page = CodeOnPage().Matches(File.ReadAllText(Repository.PathOf("docs/errors.md")))
            .Select(match => match.Groups[1].Value);
        var codes = declared.Concat(written).Distinct().Order(StringComparer.Ordinal).ToArray();
        var pageCodes = page.Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.True(
            codes.SequenceEqual(pageCodes),
            $"docs/errors.md lacks {string.Join(", ", codes.Except(pageCodes))}; "
            + $"it has, and the code has not, {string.Join(", ", pageCodes.Except(codes))}. "
            + "(A text that only looks like a code is named in OtherWords.)");
    }

    /// <summary>It is assigned to a code, or given to what makes an error.</summary>
    private static bool IsOfAnError(SyntaxToken literal)
    {
        var use = literal.Parent?.Ancestors().FirstOrDefault(node => node is AssignmentExpressionSyntax
            or VariableDeclarationSyntax or BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax);
        return use is not null && OfError().IsMatch(use.ToString());
    }

    private static IEnumerable<string> CodesOf(Type type) =>
        type.GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    [GeneratedRegex("Code|Error|Exception|Bad|Refus")]
    private static partial Regex OfError();

    [GeneratedRegex("^[A-Z]+(_[A-Z]+)+$")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?m)^(?:\| )?`([A-Z]+(?:_[A-Z]+)*)`")]
    private static partial Regex CodeOnPage();
}
