-- The requests of the bench, for wrk: everybody of a file in turn.
--     wrk -s load.lua URL -- PEOPLE METHOD PATH [BODY]
-- PEOPLE is what store_people printed. In PATH and BODY, {request} and {official} are the person's
-- own, and {n} is a number that never comes twice.
local people, all, made, method, path, body = {}, {}, 0

local function make(person)
    made = made + 1
    local headers = { Cookie = "__Host-sid=" .. person.secret }
    if method ~= "GET" then
        headers["X-Requested-With"] = "bench"
        headers["Content-Type"] = "application/json"
        headers["If-Match"] = "*"
    end
    local function fill(text)
        if not text then return nil end
        return (text:gsub("{(%w+)}", { request = person.request, official = person.official, n = made }))
    end
    return wrk.format(method, fill(path), headers, fill(body))
end

function init(args)
    local file
    file, method, path, body = args[1], args[2], args[3], args[4]
    for line in io.lines(file) do
        local request, official, secret = line:match("^(%S+) (%S+) (%S+)$")
        people[#people + 1] = { request = request, official = official, secret = secret }
    end
    if method == "GET" then
        for i, person in ipairs(people) do all[i] = make(person) end
    end
end

local turn = 0
function request()
    turn = turn % #people + 1
    return all[turn] or make(people[turn])
end
