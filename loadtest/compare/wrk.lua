-- wrk -s wrk.lua URL -- [TOKENS_FILE]: POSTs 256 bytes, or GETs a path that starts with /big, with each token in turn;
-- prints one line of JSON.
local requests, at = {}, 0

local function tokens(file)
    local found = {}
    if file then
        for line in io.lines(file) do found[#found + 1] = line end
    else
        found[1] = false
    end
    return found
end

function init(args)
    local big = wrk.path:sub(1, 4) == "/big"
    local body = not big and string.rep("q", 256) or nil
    for _, token in ipairs(tokens(args[1])) do
        local headers = {["content-type"] = not big and "application/json" or nil}
        if token then headers["authorization"] = "Bearer " .. token end
        requests[#requests + 1] = wrk.format(big and "GET" or "POST", wrk.path, headers, body)
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format('{"requests":%d,"micros":%d,"not_2xx":%d,"broken":%d,"p50_us":%d}\n', summary.requests,
        summary.duration, e.status, e.connect + e.read + e.write + e.timeout, latency:percentile(50)))
end
