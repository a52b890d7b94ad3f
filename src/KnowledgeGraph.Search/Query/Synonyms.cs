using System.Text;

namespace KnowledgeGraph.Search.Query;

/// <summary>Groups of words and phrases that mean the same. Frozen; shared between threads.</summary>
public sealed class Synonyms
{
    /// <summary>Longer phrases are not looked up.</summary>
    public const int WordsMax = 4;

    private readonly Dictionary<string, List<string>> _others = new(StringComparer.Ordinal);

    private Synonyms()
    {
    }

    public static Synonyms None { get; } = new();

    /// <param name="groups">Each a list of phrases that mean the same.</param>
    public static Synonyms Of(IEnumerable<IReadOnlyList<string>> groups)
    {
        var synonyms = new Synonyms();
        foreach (var group in groups)
        {
            foreach (var phrase in group)
            {
                var key = KeyOf(phrase);
                if (key.Length == 0) continue;
                if (!synonyms._others.TryGetValue(key, out var others)) synonyms._others[key] = others = [];
                others.AddRange(group.Where(other => other != phrase && !others.Contains(other)));
            }
        }

        return synonyms;
    }

    /// <summary>Lines of phrases with commas between them; what follows a # is a comment.</summary>
    public static IEnumerable<IReadOnlyList<string>> ReadGroups(TextReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            var group = (line.StartsWith('#') ? "" : line)
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (group.Length > 1) yield return group;
        }
    }

    /// <summary>The groups that the product brings along.</summary>
    public static IEnumerable<IReadOnlyList<string>> DefaultGroups()
    {
        using var stream = typeof(Synonyms).Assembly.GetManifestResourceStream("synonyms.txt")!;
        using var reader = new StreamReader(stream);
        return [.. ReadGroups(reader)];
    }

    /// <summary>What means the same as these units, one after the other.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<QueryUnit> units, int start, int count) =>
        _others.Count == 0 ? []
        : _others.GetValueOrDefault(string.Join(' ', units.Skip(start).Take(count).Select(KeyOf))) ?? [];

    private static string KeyOf(QueryUnit unit) => unit switch
    {
        WordUnit word => Encoding.UTF8.GetString(word.Exact),
        CompoundUnit compound => Encoding.UTF8.GetString(compound.Whole),
        RunUnit run => string.Concat(run.Characters.Select(Encoding.UTF8.GetString)),
        _ => "",
    };

    private static string KeyOf(string phrase)
    {
        var units = QueryUnits.Read(phrase);
        return units.Count > WordsMax ? "" : string.Join(' ', units.Select(KeyOf));
    }
}
