# attack: An event loop that is never left, with tasks that make tasks, awaited at the top of a cell.
# wants: stop
# assignment: 07_no_grad_modes
# expects: graded
# %% after start
import asyncio

async def more():
    while True:
        asyncio.get_running_loop().create_task(asyncio.sleep(0))
        await asyncio.sleep(0)

await more()
