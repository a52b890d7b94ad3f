using KnowledgeGraph.Search.Index;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Index;

public unsafe class BlockPackingTests
{
    [Fact]
    public void Every_width_gives_back_what_was_packed()
    {
        var random = new Random(1);
        for (var bits = 0; bits <= 31; bits++)
        {
            var values = new int[BlockPacking.Size];
            for (var i = 0; i < values.Length; i++) values[i] = (int)random.NextInt64(1L << bits);
            if (bits > 0) values[random.Next(values.Length)] = (int)((1L << bits) - 1);
            Assert.Equal(bits, BlockPacking.BitsOf(values));
            var packed = new byte[BlockPacking.BytesOf(bits) + BlockPacking.OverreadBytes];
            BlockPacking.Pack(values, bits, packed.AsSpan(0, BlockPacking.BytesOf(bits)));
            fixed (byte* input = packed)
            {
                var unpacked = new int[BlockPacking.Size + 3];
                BlockPacking.Unpack(input, bits, 5, unpacked, 3);
                Assert.Equal(values.Select(value => value + 5), unpacked.Skip(3));
                BlockPacking.UnpackSteps(input, bits, 41, unpacked);
                var sum = 41;
                Assert.Equal(values.Select(value => sum += value + 1), unpacked.Take(BlockPacking.Size));
            }
        }
    }
}
