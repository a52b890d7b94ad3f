using KnowledgeGraph.Search.Scoring;

namespace KnowledgeGraph.Search.Index;

/// <summary>
/// Finds the terms of a dictionary that an automaton accepts, by walking the tree only where it lives.
/// </summary>
internal static class FuzzyTerms
{
    /// <summary>A term's number and its edits.</summary>
    public readonly record struct Found(int Number, int Edits);

    private readonly record struct Place(
        TermTrie.Node Node, LevenshteinAutomaton.State State, Partial Partial, int Number);

    /// <summary>A code point whose bytes have not all come.</summary>
    private readonly record struct Partial(int Value, int Missing);

    /// <summary>
    /// Adds to <paramref name="found"/> the terms within so many edits of a word whose first
    /// <paramref name="prefixCharacters"/> characters are right. Terms that are not UTF-8 are not found.
    /// </summary>
    public static void Find(
        TermTrie trie, ReadOnlySpan<byte> word, int editsMax, int prefixCharacters, List<Found> found)
    {
        if (trie.Count == 0) return;
        var points = LevenshteinAutomaton.CodePoints(word);
        var fixedPoints = points.AsSpan(0, Math.Min(prefixCharacters, points.Length));
        var fixedBytes = word[..BytesOf(fixedPoints)];
        var rest = points[fixedPoints.Length..];
        if (rest.Length > LevenshteinAutomaton.PatternMax)
        {
            FindByDistance(trie, fixedBytes, rest, editsMax, found);
            return;
        }

        var automaton = new LevenshteinAutomaton(rest, editsMax);
        var open = new Stack<Place>();
        Enter(trie, automaton, fixedBytes, open, found);
        while (open.TryPop(out var place))
        {
            var labels = place.Node.Labels;
            for (var child = 0; child < labels.Length; child++)
            {
                var (state, partial) = (place.State, place.Partial);
                if (!Step(automaton, labels[child], ref state, ref partial)) continue;
                var number = place.Number + place.Node.TermsBefore(child);
                Arrive(automaton, place.Node.Child(child), 0, state, partial, number, open, found);
            }
        }
    }

    /// <summary>Down the characters that have to be right.</summary>
    private static void Enter(
        TermTrie trie, LevenshteinAutomaton automaton, ReadOnlySpan<byte> path, Stack<Place> open, List<Found> found)
    {
        var node = trie.Root;
        var number = 0;
        while (true)
        {
            var prefix = node.Prefix;
            if (prefix.StartsWith(path))
            {
                Arrive(automaton, node, path.Length, automaton.Start, default, number, open, found);
                return;
            }

            if (!path.StartsWith(prefix)) return;
            path = path[prefix.Length..];
            var child = node.ChildOf(path[0]);
            if (child < 0) return;
            number += node.TermsBefore(child);
            node = node.Child(child);
            path = path[1..];
        }
    }

    private static void Arrive(
        LevenshteinAutomaton automaton, TermTrie.Node node, int from, LevenshteinAutomaton.State state,
        Partial partial, int number, Stack<Place> open, List<Found> found)
    {
        foreach (var value in node.Prefix[from..])
        {
            if (!Step(automaton, value, ref state, ref partial)) return;
        }

        if (node.IsTerm && partial.Missing == 0 && automaton.Accepts(state) is >= 0 and var edits)
        {
            found.Add(new Found(number, edits));
        }

        if (node.ChildCount > 0) open.Push(new Place(node, state, partial, number));
    }

    /// <summary>Takes one byte; false where no accepted term goes on so.</summary>
    private static bool Step(
        LevenshteinAutomaton automaton, byte value, ref LevenshteinAutomaton.State state, ref Partial partial)
    {
        if (partial.Missing > 0)
        {
            if ((value & 0xC0) != 0x80) return false;
            partial = new Partial(partial.Value << 6 | value & 0x3F, partial.Missing - 1);
            if (partial.Missing > 0) return true;
            state = automaton.Next(state, partial.Value);
            return !state.IsDead;
        }

        if (value < 0x80)
        {
            state = automaton.Next(state, value);
            return !state.IsDead;
        }

        partial = value switch
        {
            >= 0xC2 and < 0xE0 => new Partial(value & 0x1F, 1),
            >= 0xE0 and < 0xF0 => new Partial(value & 0x0F, 2),
            >= 0xF0 and < 0xF5 => new Partial(value & 0x07, 3),
            _ => default,
        };
        return partial.Missing > 0;
    }

    /// <summary>For words beyond what an automaton takes: every term with the right beginning.</summary>
    private static void FindByDistance(
        TermTrie trie, ReadOnlySpan<byte> path, int[] rest, int editsMax, List<Found> found)
    {
        var (start, end) = trie.FindPrefix(path);
        var walk = new TermWalk(trie, start);
        while (walk.MoveNext() && walk.Number < end)
        {
            var points = LevenshteinAutomaton.CodePoints(walk.Term[path.Length..]);
            if (Math.Abs(points.Length - rest.Length) > editsMax) continue;
            var edits = EditDistance.Between(rest, points);
            if (edits <= editsMax) found.Add(new Found(walk.Number, edits));
        }
    }

    private static int BytesOf(ReadOnlySpan<int> points)
    {
        var bytes = 0;
        foreach (var point in points) bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        return bytes;
    }
}
