using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Xunit;

namespace KnowledgeGraph.Tests.Support;

/// <summary>
/// graphql-js, the reference implementation, as one process of node for the whole run (tests/graphql-js). Tests that
/// ask it are marked <see cref="GraphQLJsFactAttribute"/> or <see cref="GraphQLJsTheoryAttribute"/>, and skip where it
/// is absent.
/// </summary>
internal static class GraphQLJs
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<Process> Script = new(Start);
    private static readonly Lock Conversation = new();

    /// <summary>Why it cannot be asked; null where it can.</summary>
    public static string? Absent { get; } = FindAbsence();

    /// <summary>
    /// The answer to one question, which is an object with the property `operation` (see reference.mjs).
    /// </summary>
    public static JsonElement Ask(object question) => AskAll([question])[0];

    /// <summary>The answers to many questions in their order; much faster than one by one.</summary>
    public static IReadOnlyList<JsonElement> AskAll(IReadOnlyList<object> questions)
    {
        lock (Conversation)
        {
            // Writing and reading at once, so that neither side waits for the other with a full pipe.
            var writing = Task.Run(() => Write(questions));
            var answers = new JsonElement[questions.Count];
            for (var index = 0; index < answers.Length; index++) answers[index] = Read();
            writing.GetAwaiter().GetResult();
            return answers;
        }
    }

    private static void Write(IReadOnlyList<object> questions)
    {
        var input = Script.Value.StandardInput;
        foreach (var question in questions) input.WriteLine(JsonSerializer.Serialize(question, Options));
        input.Flush();
    }

    private static JsonElement Read()
    {
        var line = Script.Value.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("reference.mjs ended: " + Script.Value.StandardError.ReadToEnd());
        using var answer = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 2_000 });
        if (answer.RootElement.TryGetProperty("failure", out var failure))
        {
            throw new InvalidOperationException("reference.mjs failed: " + failure.GetString());
        }

        return answer.RootElement.GetProperty("result").Clone();
    }

    // The script ends by itself when its input is closed, which the end of this process does.
    private static Process Start()
    {
        var start = new ProcessStartInfo("node", Repository.PathOf("tests/graphql-js/reference.mjs"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }

    private static string? FindAbsence()
    {
        if (!Directory.Exists(Repository.PathOf("tests/graphql-js/node_modules/graphql")))
        {
            return "graphql-js is not installed: run `npm ci` in tests/graphql-js.";
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var isThere = folders.Any(folder =>
            File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));
        return isThere ? null : "node is not on the PATH.";
    }
}

/// <summary>A test that asks <see cref="GraphQLJs"/>; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GraphQLJsFactAttribute : FactAttribute
{
    public GraphQLJsFactAttribute()
    {
        if (GraphQLJs.Absent is { } absent) Skip = absent;
    }
}

/// <summary>A theory that asks <see cref="GraphQLJs"/>; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GraphQLJsTheoryAttribute : TheoryAttribute
{
    public GraphQLJsTheoryAttribute()
    {
        if (GraphQLJs.Absent is { } absent) Skip = absent;
    }
}
