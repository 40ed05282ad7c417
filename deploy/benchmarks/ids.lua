-- wrk asks for a random certificate or enrolment: wrk -s ids.lua URL -- ROWS PREFIX SUFFIX ACCEPT
local rows, prefix, suffix, accept

function init(args)
    rows, prefix, suffix = tonumber(args[1]), args[2], args[3]
    accept = args[4]
    math.randomseed(tonumber(args[5] or "1"))
end

local function id(n)
    local sum, weight, rest = 32768, 4, n
    for _ = 1, 7 do
        sum = sum + rest % 10 * weight
        rest = math.floor(rest / 10)
        weight = weight * 2
    end
    local t = (19 - sum % 19) % 19
    return string.format("1%013d%d%d", n, math.floor(t / 2), t % 2)
end

function request()
    return "GET " .. prefix .. id(math.random(1, rows)) .. suffix
        .. " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " .. accept .. "\r\n\r\n"
end
