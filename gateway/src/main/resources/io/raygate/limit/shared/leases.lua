-- What gateways share of their limits: lends parts of amounts and places, and is done once however often it is sent.
-- KEYS: clock and epoch; members by when they spoke last; what this member was answered last.
-- ARGV: member, number, fresh, epoch it knows, epoch to begin, microseconds since it was answered, prefix of all keys,
-- silence in milliseconds; then 11 for each ask.
local last = redis.call('HMGET', KEYS[3], 'number', 'answer')
if last[1] == ARGV[2] then
  return last[2]
end

local member, fresh, known = ARGV[1], ARGV[3] == '1', ARGV[4]
local elapsed, prefix, silence = tonumber(ARGV[6]), ARGV[7], tonumber(ARGV[8]) * 1000

local function text(number)
  return string.format('%.17g', number)
end

-- Time goes by this machine as long as its clock goes on as clocks do, otherwise by that of the gateway: a clock that
-- is set neither fills anything nor holds anybody up.
local time = redis.call('TIME')
local wall = tonumber(time[1]) * 1000000 + tonumber(time[2])
local clock = redis.call('HMGET', KEYS[1], 'epoch', 'serial', 'wall', 'now', 'settling')
local epoch, serial, now, settling
if clock[1] then
  epoch, serial, settling = clock[1], tonumber(clock[2]) + 1, tonumber(clock[5])
  local step = wall - tonumber(clock[3])
  if fresh then
    step = math.max(0, step)
  elseif step < 0 or step > 2000000 then
    step = elapsed
  end
  now = tonumber(clock[4]) + step
else
  -- All is gone. Members of before tell what they hold before anybody is given more of it.
  epoch, serial, now = ARGV[5], 0, wall
  settling = known ~= '' and wall + 1500000 or 0
end

redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. text(now - silence))
if not fresh and known == epoch and not redis.call('ZSCORE', KEYS[2], member) then
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'serial', text(serial), 'wall', text(wall), 'now', text(now), 'settling', text(settling))
  return 'fenced'
end
redis.call('ZADD', KEYS[2], text(now), member)
local gateways = redis.call('ZCARD', KEYS[2])

-- Somebody waits for the need; of what is left then each gateway gets half of its share.
local function share(left, need, want)
  if left <= 0 then
    return 0
  end
  if left <= need then
    return left
  end
  return need + math.min(want, math.floor((left - need) / (2 * gateways)))
end

local function amount(i)
  local key, before = prefix .. ARGV[i], ARGV[i + 1]
  local most, permits, period = tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4])
  local charge, need, want = tonumber(ARGV[i + 5]), tonumber(ARGV[i + 6]), tonumber(ARGV[i + 7])
  local told, insist = tonumber(ARGV[i + 8]), ARGV[i + 9] == '1'
  local state = redis.call('HMGET', key, 'used', 'at', 'owed')
  local used, owed = told, 0
  if state[1] then
    used, owed = tonumber(state[1]), tonumber(state[3])
    if permits > 0 then
      used = math.max(0, used - math.max(0, now - tonumber(state[2])) * permits / period)
    end
    if insist then
      used = math.max(used, told)
    end
  elseif before ~= '' then
    local debt = tonumber(redis.call('HGET', prefix .. before, 'owed') or '0')
    used = math.max(used, debt)
    owed = math.min(debt, math.max(0, debt - most))
  end
  used = math.max(0, used + charge)
  owed = math.min(math.max(0, used - most), owed + math.max(0, charge))
  local granted = share(math.floor(most - used), need, want)
  used = used + granted
  redis.call('HSET', key, 'used', text(used), 'at', text(now), 'owed', text(owed))
  redis.call('PEXPIRE', key, ARGV[i + 10])
  return granted, math.ceil(used)
end

local function places(i)
  local key = prefix .. ARGV[i]
  local most, open, need = tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3]), tonumber(ARGV[i + 4])
  local want, held = tonumber(ARGV[i + 5]), tonumber(ARGV[i + 6])
  local others = 0
  local all = redis.call('HGETALL', key)
  for at = 1, #all, 2 do
    if all[at] ~= member then
      if redis.call('ZSCORE', KEYS[2], all[at]) then
        others = others + tonumber(all[at + 1])
      else
        redis.call('HDEL', key, all[at])
      end
    end
  end
  local own = tonumber(redis.call('HGET', key, member) or '0')
  local granted = open + share(most - others - open, need, want)
  granted = math.max(granted, math.min(own, open + need + want))
  if now < settling then
    granted = math.max(open, math.min(granted, held))
  end
  if granted > 0 then
    redis.call('HSET', key, member, text(granted))
    redis.call('PEXPIRE', key, 86400000)
  else
    redis.call('HDEL', key, member)
  end
  return granted, others
end

-- What this member was answered last is not here: nor is what came with it.
local forgot = not fresh and last[1] ~= tostring(tonumber(ARGV[2]) - 1)
local answer = {epoch, forgot and '-1' or text(serial), text(gateways)}
for i = 9, #ARGV, 11 do
  local granted, used
  if ARGV[i + 10] == 'places' then
    granted, used = places(i)
  else
    granted, used = amount(i)
  end
  answer[#answer + 1] = text(granted)
  answer[#answer + 1] = text(used)
end
local said = table.concat(answer, ' ')
redis.call('HSET', KEYS[1], 'epoch', epoch, 'serial', text(serial), 'wall', text(wall), 'now', text(now), 'settling', text(settling))
redis.call('HSET', KEYS[3], 'number', ARGV[2], 'answer', said)
redis.call('PEXPIRE', KEYS[3], 3600000)
return said
