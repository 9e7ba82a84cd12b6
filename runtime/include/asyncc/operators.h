/* operators.h: the operators that take calls, as asyncc reads them. Part of <asyncc.h>.
 *
 * Each is a macro that makes a coroutine object of every call, with async_new, which also says where the value goes;
 * the rest is an ordinary function. So asyncc knows none of them by name, and programs can have operators of their own:
 * docs/abi.md has an example.
 */
#ifndef ASYNCC_OPERATORS_H
#define ASYNCC_OPERATORS_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#define async_group_spawn(group, ...) async__group_spawn(group, async_new(__VA_ARGS__))
int async__group_spawn(async_group *__group, async_task *__call);
#define async_timeout(seconds, ...) async__timeout(seconds, async_new(__VA_ARGS__))
#define async_timeout_at(time, ...) async__timeout_at(time, async_new(__VA_ARGS__))
#define async_shield(...) async__shield(async_new(__VA_ARGS__))
#define async_shield_for(seconds, ...) async__shield_for(seconds, async_new(__VA_ARGS__))
#define async_race(...) async__race((async_task *[]){ASYNC_EACH(ASYNC__NEW, __VA_ARGS__)}, ASYNC_COUNT(__VA_ARGS__))
#define ASYNC__NEW(...) async_new(__VA_ARGS__)
#define async_generator_start(generator, ...) async__generator_start(generator, async_new(__VA_ARGS__))
async_generator *async__generator_start(async_generator *__generator, async_task *__call);
_Async int async__emit(void *__out, const void *__value, __SIZE_TYPE__ __size);
_Async int async__timeout(double __seconds, async_task *__call);
_Async int async__timeout_at(double __time, async_task *__call);
_Async int async__shield(async_task *__call);
_Async int async__shield_for(double __seconds, async_task *__call);
_Async int async__race(async_task **__calls, int __count);

#endif
