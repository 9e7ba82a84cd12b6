"""Idioms about gathers, objects, tasks and runs; see idioms.py. What runs meanwhile must not matter."""

TASKS = {
    "gather_targets": """
unsigned @1[3] = {0, 0, 0}, *@2 = @1 + 1, @3;
struct { char c; struct { double d; long l[2]; } in; } @4 = {0}, *@5 = &@4;
_Bool @6 = 0;
await async_gather(@1[0] = give_unsigned(@i), *@2 = give_unsigned(@k), @1[@3 = 2] = give_int(@s), rest());
await async_gather(@4.c = give_int(@k), @5->in.d = give_unsigned(@s), \
@5->in.l[await give_int(@i) & 1] = give_char((char)@k));
await async_gather(@6 = give_double(0.5), @3 = give_unsigned_long(@i), *@2 = give_short((short)@s));
note @1[0] + @1[1] + @1[2] + @3 + @6;
note @4.c + (int)@4.in.d + (int)@4.in.l[0] + (int)@4.in.l[1];
""",
    "gather_nested": """
@need gather_inside
unsigned @1 = 1, @2 = @s, @3[2] = {1, 2};
await async_gather(@1 = gather_inside(@2), @3[1] = gather_inside(await give_unsigned(@i)), rest());
await async_gather(@2 = give_unsigned((await async_gather(@3[0] = give_unsigned(@k)), @3[0])), @1 = gather_inside(7));
note @1 + @2 + @3[0] + @3[1] * 3;
for (int @4 = 0; @4 < 2; @4++) { //loop 2
    await async_gather(@3[@4] = give_unsigned(@1), @3[1 - @4] = gather_inside(@2));
    @leave;
    if (@c)
        await async_gather(rest());
    else await async_gather(@1 = give_unsigned(@3[0]), @2 = give_unsigned(@3[1]));
} //end
note @1 + @2 + @3[1];
""",
    "gather_values": """
@need give_sized steps
struct size16 @1 = {0.5, 1}, @2[2];
struct size12 @3 = {0}, *@4 = &@3;
async int (*@5)(int) = step_up;
int @6, @7 = @k;
await async_gather(@1 = give_size16(@s), @2[1] = give_size16((double)@s), *@4 = give_size12((struct size12){.i = @k}));
await async_gather(@6 = @5(@7), @2[0] = give_size16(@1.d), @7 = steppers[@i & 1](@s));
note (int)(@1.d + @2[0].d + @2[1].f) + @3.i + @6 + @7;
""",
    "join_all": """
@need gather_inside
async_task *@1[4], *@2;
for (int @3 = 0; @3 < 4; @3++) { //loop 4
    @1[@3] = @{async_spawn(give_int(@3)) // async_new(gather_inside((unsigned)@3)) // async_spawn(rest())}@;
} //end
@2 = async_spawn(give_unsigned(@i));
@1[1] = (await async_join(@1[1]), async_new(rest()));
@{{ // if (@c) {}@ //hold
    @body;
} //end
int @4 = await async_join_all(@1, @{4 // sizeof @1 / sizeof *@1}@);
note @4 + await async_join(@2);
""",
    "finished": """
async_task *@1 = async_new(give_int(@i)), *@2[2] = {async_spawn(rest()), async_spawn(give_int(@k))};
int @3 = 0;
while (!async_finished(@2[0]) || !async_finished(@2[await give_int(1)])) { //hold
    await async_sleep(1e-7);
    @3++;
    if (@3 > 100000) break;
} //end
note @3 <= 100000;
note async_finished(@2[0]) + async_finished(@2[1]) + await async_join(@1);
await async_join_all(@2, 2);
""",
    "detached": """
@need pending
struct pending @1 = {0, @s};
{ //hold
    for (unsigned @2 = 0; @2 < 3; @2++) { //loop 3
        async_detach(@{async_spawn(pending_work(&@1, @2)) // async_new(pending_work(&@1, @2 + 1))}@);
        @body;
    } //end
    async_detach(0);
    while (@1.count > 0)
        await async_sleep(1e-6);
} //end
note @1.sum + @1.count;
""",
    "objects": """
@need gather_inside give_sized
async int @1 = give_int(@i), @2[2];
async unsigned @3 = async_start(gather_inside(@s));
async struct size16 @4 = give_size16(@s), @5 = async_start(give_size16(0.5));
{ //hold
    @2[0] = async_start(give_int(@i));
    @2[1] = give_int(@k);
    @body;
    note (await @1 & 255) + (int)(await @4).d;
} //end
note (int)(await @5).f + (int)await @3 % 1000;
note await @2[await give_int(1)] + (await @2[0] & 255);
""",
    "object_blocks": """
unsigned @1 = 0;
for (unsigned @2 = 0; @2 < 3; @2++) { //loop 3
    async unsigned @3 = @{give_unsigned(@2) // async_start(give_unsigned(@2 + @k))}@;
    @maybe @1 += await give_unsigned(@i);
    @1 += @2 & 1 ? await @3 : await @3 * 3;
    @leave;
} //end
async_task *@4 = async_new(give_unsigned(@1)), *@5 = @4;
note async_repr(@4)[1] + (int)await async_join(@5);
""",
    "task_struct": """
@need join_both
struct pair_of_tasks @1 = {async_spawn(give_int(@i)), {async_new(rest()), async_spawn(give_int(@k))}};
{ //hold
    @body;
} //end
await join_both(&@1);
struct pair_of_tasks @2[2] = {[1].one = async_new(rest())};
note await async_join(@2[1].one) + (@2[0].one == 0);
""",
    "nested_run": """
@need nested_run
int @1 = nested_run(@s);
note @1 + nested_run(await give_int(@k));
@maybe note await give_int(nested_run(await give_int(@k)) & 63) + nested_run(3);
""",
    "plain_objects": """
@need plain_objects
note plain_objects(@s) + await give_int(plain_objects(await give_int(@k)));
""",
    "tasks_in_loops": """
@need set
int @1[3] = {1, 2, 3}, @2 = 0;
for (int @3 = 0; @3 < 3; @3++) { //loop 3
    int @4 = @3, *@5 = &@4;
    async_task *@6 = async_spawn(set(&@1[@3], @3 * 3)), *@7 = @{async_spawn // async_new}@(set(@5, await give_int(@k)));
    @2 += await give_int(@3) + (await async_join(@7), @4);
    await async_join(@6);
    if (@c)
        continue;
    @2 += @1[@3] + *@5;
    @leave;
} //end
note @2 + @1[0] + @1[1] + @1[2];
""",
    "yields": """
await async_yield();
note await async_yield() + await async_sleep(0) + await async_sleep(@{1e-7 // -1 // @s * 1e-8}@);
if (@c)
    await async_sleep(await give_double(1e-8));
@maybe note (await async_sleep(0), await async_yield(), @k);
""",
}
