# Stops at each call of work; then at a line of it; then goes on from there line by line.
set pagination off
set confirm off
break work if !frame
commands
silent
printf "call %d %d\n", a, b
continue
end
run
echo ends\n
delete
break in.c:24
commands
silent
printf "at the line %d %d\n", a, b
continue
end
run
echo ends\n
delete
tbreak in.c:24
run
next
next
next
next
