using System.Buffers;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What is in a slot.</summary>
internal static class SlotState
{
    public const byte Value = 0;
    public const byte Null = 1;

    /// <summary>Null, because of an error that is recorded beside it.</summary>
    public const byte Failed = 2;

    /// <summary>Null, because something non-null below it is.</summary>
    public const byte Nulled = 3;
}

/// <summary>
/// One level of a field's results. The first level has a slot for each parent; a list adds a level with a slot for each
/// of its items. <see cref="Ends"/> says where the items of each list end in the next level.
/// <code>
///   ends     2     2     5          lists 0, 1 (empty), 2
///   next     a b         c d e
/// </code>
/// </summary>
internal sealed class SlotLevel
{
    public int Count;
    public int[] Ends = [];

    /// <summary>A state for each slot, or null where all are values.</summary>
    public byte[]? States;

    /// <summary>What failed, in the order it was said; slot -1 stands for all.</summary>
    public List<(int Slot, FieldError Error)>? Errors;

    public bool HasErrors => Errors is { Count: > 0 };

    public bool IsNull(int slot) => States is { } states && states[slot] != SlotState.Value;

    public void SetNull(int slot) => Set(slot, SlotState.Null);

    public void SetError(int slot, FieldError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Set(slot, SlotState.Failed);
        (Errors ??= []).Add((slot, error));
    }

    public void SetError(int slot, string message) => SetError(slot, new FieldError(message));

    public void Set(int slot, byte state) => StatesFor(slot)[slot] = state;

    /// <summary>All slots failed for the same reason; all lists are empty.</summary>
    public void FailAll(int count, FieldError error)
    {
        Count = count;
        EndsFor(count).Clear();
        if (count > 0) StatesFor(count - 1).AsSpan(0, count).Fill(SlotState.Failed);
        (Errors ??= []).Add((-1, error));
    }

    /// <summary>Makes the states as many as the slots, now that these are known.</summary>
    public void Seal()
    {
        if (States is not null && Count > 0) StatesFor(Count - 1);
    }

    /// <summary>Moves the slots of items that come later, with what is said of them.</summary>
    public void Cut(ListCut cut, SlotLevel rest)
    {
        Seal();
        var places = cut.Places;
        var (states, errors) = (States, Errors);
        (States, Errors) = (null, null);
        Count = cut.Kept;
        rest.Count = cut.Moved;
        for (var slot = 0; states is not null && slot < places.Length; slot++)
        {
            if (states[slot] == SlotState.Value) continue;
            if (places[slot] >= 0) Set(places[slot], states[slot]);
            else rest.Set(~places[slot], states[slot]);
        }

        if (states is not null) ArrayPool<byte>.Shared.Return(states);
        foreach (var (slot, error) in errors ?? [])
        {
            if (slot < 0 || places[slot] >= 0) (Errors ??= []).Add((slot < 0 ? slot : places[slot], error));
            if (slot < 0 || places[slot] < 0) (rest.Errors ??= []).Add((slot < 0 ? slot : ~places[slot], error));
        }
    }

    public FieldError ErrorOf(int slot)
    {
        foreach (var (failed, error) in Errors!)
        {
            if (failed == slot || failed < 0) return error;
        }

        throw new InvalidOperationException("A slot failed without an error.");
    }

    public int StartOf(int slot) => slot == 0 ? 0 : Ends[slot - 1];

    /// <summary>The ends of so many lists, those that are there kept.</summary>
    public Span<int> EndsFor(int count)
    {
        if (Ends.Length < count) Pooled.Grow(ref Ends, Ends.Length, count);
        return Ends.AsSpan(0, count);
    }

    public void Clear()
    {
        Pooled.Return(ref Ends);
        if (States is not null) ArrayPool<byte>.Shared.Return(States);
        States = null;
        Errors?.Clear();
        Count = 0;
    }

    private byte[] StatesFor(int slot)
    {
        if (States is { } states && states.Length > slot) return states;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Count, slot + 1));
        Array.Clear(larger);
        if (States is not null)
        {
            States.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(States);
        }

        return States = larger;
    }
}
