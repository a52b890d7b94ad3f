using System.Buffers.Text;
using System.Text;
using KnowledgeGraph.Import.Text;

namespace KnowledgeGraph.Import.Git;

/// <summary>What the last commit holds: bytes by language, and which file is the README.</summary>
internal sealed class RepositoryFiles
{
    private const int LanguagesMax = 20;
    private const int EntryBytesMax = 1024 * 1024;

    // As GitHub names them; formats of data are left out on purpose.
    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        [".c"] = "C", [".h"] = "C", [".cc"] = "C++", [".cpp"] = "C++", [".cxx"] = "C++", [".hpp"] = "C++",
        [".cs"] = "C#", [".fs"] = "F#", [".vb"] = "Visual Basic .NET", [".java"] = "Java", [".kt"] = "Kotlin",
        [".scala"] = "Scala", [".groovy"] = "Groovy", [".clj"] = "Clojure", [".js"] = "JavaScript",
        [".mjs"] = "JavaScript", [".cjs"] = "JavaScript", [".jsx"] = "JavaScript", [".ts"] = "TypeScript",
        [".tsx"] = "TypeScript", [".vue"] = "Vue", [".svelte"] = "Svelte", [".py"] = "Python", [".rb"] = "Ruby",
        [".php"] = "PHP", [".pl"] = "Perl", [".pm"] = "Perl", [".go"] = "Go", [".rs"] = "Rust", [".zig"] = "Zig",
        [".swift"] = "Swift", [".m"] = "Objective-C", [".dart"] = "Dart", [".lua"] = "Lua", [".r"] = "R",
        [".jl"] = "Julia", [".hs"] = "Haskell", [".ml"] = "OCaml", [".erl"] = "Erlang", [".ex"] = "Elixir",
        [".exs"] = "Elixir", [".nim"] = "Nim", [".d"] = "D", [".f90"] = "Fortran", [".asm"] = "Assembly",
        [".s"] = "Assembly", [".sh"] = "Shell", [".bash"] = "Shell", [".zsh"] = "Shell", [".ps1"] = "PowerShell",
        [".bat"] = "Batchfile", [".sql"] = "SQL", [".html"] = "HTML", [".css"] = "CSS", [".scss"] = "SCSS",
        [".less"] = "Less", [".graphql"] = "GraphQL", [".proto"] = "Protocol Buffer", [".cypher"] = "Cypher",
        [".tex"] = "TeX", [".ipynb"] = "Jupyter Notebook", [".tf"] = "HCL", [".cu"] = "Cuda", [".v"] = "Verilog",
        [".qs"] = "Q#", [".qasm"] = "OpenQASM", [".sol"] = "Solidity", [".el"] = "Emacs Lisp",
        [".lisp"] = "Common Lisp", [".scm"] = "Scheme", [".rkt"] = "Racket", [".cmake"] = "CMake",
    };

    private readonly Dictionary<string, long> _bytes = new(StringComparer.Ordinal);

    private RepositoryFiles()
    {
    }

    /// <summary>The README at the root; null where there is none. Markdown before plain text.</summary>
    public string? Readme { get; private set; }

    /// <summary>The size of <see cref="Readme"/>.</summary>
    public long ReadmeBytes { get; private set; }

    /// <summary>The languages, most bytes first.</summary>
    public string[] LanguagesByBytes =>
    [
        .. _bytes.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(LanguagesMax).Select(pair => pair.Key),
    ];

    public static RepositoryFiles Read(GitProgram git)
    {
        var files = new RepositoryFiles();
        git.Read(["ls-tree", "-r", "-l", "-z", "HEAD"], stream =>
        {
            var entries = new LineReader(stream, EntryBytesMax, delimiter: 0);
            while (entries.Read()) files.Add(entries.Line);
        });
        return files;
    }

    // "100644 blob 422c2b7a...       4\tpath"; a submodule has "-" for its size.
    private void Add(ReadOnlySpan<byte> entry)
    {
        var tab = entry.IndexOf((byte)'\t');
        if (tab < 0 || !entry.StartsWith("100"u8)) return;
        var size = entry[..tab];
        if (!Utf8Parser.TryParse(size[(size.LastIndexOf((byte)' ') + 1)..], out long bytes, out _)) return;
        var path = Encoding.UTF8.GetString(entry[(tab + 1)..]);
        if (Languages.TryGetValue(Path.GetExtension(path), out var language))
            _bytes[language] = _bytes.GetValueOrDefault(language) + bytes;
        if (RankOf(path) < RankOf(Readme)) (Readme, ReadmeBytes) = (path, bytes);
    }

    private static int RankOf(string? path) => path?.ToLowerInvariant() switch
    {
        "readme.md" => 0,
        "readme.markdown" => 1,
        "readme" => 2,
        "readme.txt" => 3,
        "readme.rst" => 4,
        _ => 5,
    };
}
