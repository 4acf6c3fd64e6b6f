using LrpGen.Tests.Weights;

namespace LrpGen.Tests.Networks;

/// <summary>Networks load from files, and say in one line what a file lacks.</summary>
public class LoadTests
{
    // The tensors of a file as name and sizes, and what Colors says of it.
    public static TheoryData<string, string> Lacking => new()
    {
        { "", "no tensor 'Hidden.weight'; the file has none. [Weights(\"...\")] on a step names another tensor." },
        { "Hidden.weight 5 6; Scores.weight 3 5; Scores.bias 3", "no tensor 'Hidden.bias'; the file has Hidden.weight, Scores.weight, Scores.bias. [Weights(\"...\")] on a step names another tensor." },
        { "hidden.weight 5 6", "no tensor 'Hidden.weight'; the file has hidden.weight. [Weights(\"...\")] on a step names another tensor." },
        { "Hidden.weight 6 5; Hidden.bias 5", "tensor 'Hidden.weight' should have the shape [5, 6]; found [6, 5]." },
        { "Hidden.weight 30; Hidden.bias 5", "tensor 'Hidden.weight' should have the shape [5, 6]; found [30]." },
        { "Hidden.weight 5 6; Hidden.bias 1 5", "tensor 'Hidden.bias' should have the shape [5]; found [1, 5]." },
        { "Hidden.weight 5 6; Hidden.bias 5; Scores.weight 3 5; Scores.bias 4", "tensor 'Scores.bias' should have the shape [3]; found [4]." },
    };

    [Fact]
    public void From_a_path_and_from_an_open_file_that_is_closed_afterwards()
    {
        using var folder = new TempFolder();
        string path = folder.Write("colors.safetensors", Samples.ColorsFile);
        using Colors expected = Samples.Colors();
        float[] input = Samples.Input(expected), outputs = expected.Forward(input).ToArray();
        using Colors byPath = Colors.Load(path);
        Colors byFile;
        using (WeightFile file = WeightFile.Open(path))
            byFile = Colors.Load(file);
        File.Delete(path);
        using (byFile)
            Assert.Equal(outputs, byFile.Forward(input).ToArray());
        Assert.Equal(outputs, byPath.Forward(input).ToArray());
    }

    [Fact]
    public void Tensors_that_no_step_names_do_not_matter()
    {
        using WeightFile file = WeightFile.Read(
            new FileBuilder().Tensor("steps", "I64", [], new byte[8]).Floats("Scores.weight", [3, 3], 1, 2, 3, 4, 5, 6, 7, 8, 9).Floats("Scores.bias", [3], 9, 9, 9).ToBytes(), "file");
        using Diagonal net = Diagonal.Load(file);
        Assert.Equal([2, 5, 8], net.Forward([0, 1, 0]).ToArray());
    }

    [Theory]
    [MemberData(nameof(Lacking))]
    public void A_file_that_lacks_something_is_one_clear_error(string tensors, string message)
    {
        var file = new FileBuilder();
        foreach (string[] words in tensors.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(tensor => tensor.Split(' ')))
        {
            long[] shape = [.. words[1..].Select(long.Parse)];
            file.Floats(words[0], shape, new float[shape.Aggregate((product, size) => product * size)]);
        }

        using var folder = new TempFolder();
        string path = folder.Write("colors.safetensors", file.ToBytes());
        Assert.Equal($"{path}: {message}", Assert.Throws<WeightFileException>(() => Colors.Load(path)).Message);
    }

    [Fact]
    public void Weights_of_a_type_that_is_not_read_are_an_error()
    {
        using WeightFile file = WeightFile.Read(new FileBuilder().Tensor("Scores.weight", "I8", [3, 3], new byte[9]).ToBytes(), "file");
        Assert.Equal(
            "file: tensor 'Scores.weight' has the type I8; F32, F16, BF16 and F64 are read. Save it as one of them.",
            Assert.Throws<WeightFileException>(() => Diagonal.Load(file)).Message);
    }

    [Fact]
    public void No_file_is_an_error_and_so_is_null()
    {
        Assert.StartsWith("absent.safetensors: there is no such file", Assert.Throws<WeightFileException>(() => Colors.Load("absent.safetensors")).Message);
        Assert.Throws<ArgumentNullException>(() => Colors.Load((string)null!));
        Assert.Throws<ArgumentNullException>(() => Colors.Load((WeightFile)null!));
    }
}
