-- The requests of the bench, for wrk: everybody of a file in turn.
--     wrk -s load.lua URL -- PEOPLE ROLE METHOD PATH [BODY]
-- PEOPLE is what store_people printed. In PATH and BODY, {request} is the person's own request and
-- {n} a number that never comes twice.
local people, all, made, method, path, body = {}, {}, 0

local function make(person)
    made = made + 1
    local headers = { [person.field] = person.secret }
    if method ~= "GET" then
        headers["X-Requested-With"] = "bench"
        headers["Content-Type"] = "application/json"
        headers["If-Match"] = "*"
    end
    local function fill(text)
        return text and text:gsub("{request}", person.request):gsub("{n}", made) or nil
    end
    return wrk.format(method, fill(path), headers, fill(body))
end

function init(args)
    local file, wanted
    file, wanted, method, path, body = args[1], args[2], args[3], args[4], args[5]
    for line in io.lines(file) do
        local role, request, secret = line:match("^(%S+) (%S+) (%S+)$")
        if role == wanted then
            people[#people + 1] = {
                request = request,
                field = role == "official" and "Cookie" or "Authorization",
                secret = (role == "official" and "__Host-sid=" or "Bearer ") .. secret,
            }
        end
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
