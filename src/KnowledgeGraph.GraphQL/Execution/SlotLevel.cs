using System.Buffers;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>What is in a slot.</summary>
internal static class SlotState
{
    public const byte Value = 0;
    public const byte Null = 1;

    /// <summary>Null, because of an error that is recorded beside it.</summary>
    public const byte Failed = 2;
}

/// <summary>
/// One level of a field's results. The first level has a slot for each parent; a list adds a level with a slot for each
/// of its items. <see cref="Ends"/> says where the items of each list end in the next level.
/// <code>
///   ends     2     2     5          parents 0, 1 (empty), 2
///   next     a b         c d e
/// </code>
/// </summary>
internal sealed class SlotLevel
{
    public int Count;
    public int[] Ends = [];

    /// <summary>A state for each slot, or null where all are values.</summary>
    public byte[]? States;

    public List<(int Slot, FieldError Error)>? Errors;

    public bool IsNull(int slot) => States is { } states && states[slot] != SlotState.Value;

    public void SetNull(int slot) => StatesFor(slot)[slot] = SlotState.Null;

    public void SetError(int slot, FieldError error)
    {
        StatesFor(slot)[slot] = SlotState.Failed;
        (Errors ??= []).Add((slot, error));
    }

    public void RentEnds(int count)
    {
        if (Ends.Length >= count) return;
        var larger = ArrayPool<int>.Shared.Rent(count);
        Ends.CopyTo(larger, 0);
        ReturnEnds();
        Ends = larger;
    }

    public void Clear()
    {
        ReturnEnds();
        if (States is not null) ArrayPool<byte>.Shared.Return(States);
        States = null;
        Errors?.Clear();
        Count = 0;
    }

    public int StartOf(int slot) => slot == 0 ? 0 : Ends[slot - 1];

    private void ReturnEnds()
    {
        if (Ends.Length > 0) ArrayPool<int>.Shared.Return(Ends);
        Ends = [];
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
