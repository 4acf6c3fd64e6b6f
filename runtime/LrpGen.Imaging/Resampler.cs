namespace LrpGen.Imaging;

/// <summary>
/// Resizes planes with a triangle filter that grows with the shrinking, so that every old pixel counts: what other tools call
/// bilinear with antialiasing.
/// </summary>
internal static class Resampler
{
    public static float[] Resize(float[] planes, int channels, int height, int width, int newHeight, int newWidth)
    {
        float[] narrow = Along(planes, channels * height, width, newWidth, stride: 1, lineStride: width, newStride: 1, newLineStride: newWidth);
        var result = new float[channels * newHeight * newWidth];
        for (int c = 0; c < channels; c++)
        {
            float[] plane = narrow.AsSpan(c * height * newWidth, height * newWidth).ToArray();
            Along(plane, newWidth, height, newHeight, stride: newWidth, lineStride: 1, newStride: newWidth, newLineStride: 1)
                .CopyTo(result, c * newHeight * newWidth);
        }

        return result;
    }

    /// <summary>Resizes every line of a plane from one length to another.</summary>
    private static float[] Along(float[] source, int lines, int length, int newLength, int stride, int lineStride, int newStride, int newLineStride)
    {
        var result = new float[lines * newLength];
        double scale = (double)length / newLength;
        double reach = Math.Max(scale, 1);
        for (int k = 0; k < newLength; k++)
        {
            double center = (k + 0.5) * scale;
            int first = Math.Max(0, (int)Math.Floor(center - reach));
            int last = Math.Min(length - 1, (int)Math.Ceiling(center + reach));
            var weights = new double[last - first + 1];
            double total = 0;
            for (int i = first; i <= last; i++)
            {
                weights[i - first] = Math.Max(0, 1 - (Math.Abs(i + 0.5 - center) / reach));
                total += weights[i - first];
            }

            for (int line = 0; line < lines; line++)
            {
                double sum = 0;
                for (int i = first; i <= last; i++)
                    sum += weights[i - first] * source[(line * lineStride) + (i * stride)];
                result[(line * newLineStride) + (k * newStride)] = (float)(sum / total);
            }
        }

        return result;
    }
}
