# Stops at each call of work.
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
