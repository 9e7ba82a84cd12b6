"""Idioms about OpenMP's directives; see idioms.py. Without -fopenmp they mean the same, in one thread."""

OPENMP = {
    "openmp_loop": """
unsigned @1[8] = {@i, await give_unsigned(@k)}, @2 = @s;
#pragma omp parallel for num_threads(2)
for (int @3 = 0; @3 < 8; @3++)
    @1[@3] += (unsigned)@3 * @2;
note await give_unsigned(@1[@s]) + @2;
{ //hold
    unsigned sum@n = 0, last@n = 0;
#pragma omp parallel for reduction(+ : sum@n) lastprivate(last@n) num_threads(2)
    for (int @4 = 0; @4 < 8; @4++) { //hold
        sum@n += @1[@4] & 0xffff;
        last@n = (unsigned)@4;
    } //end
    @2 += sum@n + last@n;
} //end
note @2 & 0xffff;
""",
    "openmp_blocks": """
unsigned @1[4] = {@s, await give_unsigned(@i)}, @2 = 0;
@maybe note await give_unsigned(@1[1]);
#pragma omp critical
@1[1] ^= 5;
#pragma omp parallel num_threads(2)
{ //hold
#pragma omp single
    @1[2] += 3;
#pragma omp sections
    { //hold
#pragma omp section
        @1[0] += 1;
#pragma omp section
        @1[3] += 2;
    } //end
#pragma omp barrier
#pragma omp master
    @2 += @1[0] + @1[3];
} //end
#pragma omp atomic
@1[1] += 7;
@2 += await give_unsigned(@2);
note @2 + @1[0] + @1[1] % 1000;
""",
    "openmp_values": """
unsigned threads@n = 1 + (@i & 1), kept@n = @s, @2[4] = {1, 2, 3, @k};
@maybe note await give_unsigned(@k);
#pragma omp parallel for num_threads(threads@n) private(kept@n)
for (int @3 = 0; @3 < 4; @3++) { //hold
    unsigned once@n = (unsigned)@3;
    @2[@3] += once@n;
} //end
kept@n += await give_unsigned(kept@n) + threads@n;
note kept@n + @2[@s];
#pragma omp simd
for (int @4 = 0; @4 < 4; @4++)
    @2[@4] *= 2;
note @2[await give_int(@s)];
""",
}
