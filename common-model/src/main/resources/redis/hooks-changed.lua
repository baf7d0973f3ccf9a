-- Tells all replicas that hooks of front-ends have changed. A user of Redis that may not publish costs two seconds.
redis.pcall('PUBLISH', HOOK_CHANGES, '')
return {}
